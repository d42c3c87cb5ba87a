using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;

namespace Orleans.Simulation.Cli.Execution;

/// <summary>The log of a silo, on standard error, as containers want it.</summary>
internal sealed class SiloLog : IDisposable
{
    private const string OwnSource = "Orleans.Simulation";

    private readonly Logger _log = new LoggerConfiguration()
        .MinimumLevel.Warning()
        .MinimumLevel.Override(OwnSource, LogEventLevel.Information)
        .MinimumLevel.Override("Orleans.Runtime.MembershipService", LogEventLevel.Information)
        .Enrich.With(new CauseEnricher())
        .WriteTo.Console(
            outputTemplate: "{Timestamp:yyyy-MM-dd HH:mm:ss.fff} {Level:u3} {SourceContext}: {Message:lj}{Cause}{NewLine}",
            formatProvider: null,
            standardErrorFromLevel: LogEventLevel.Verbose)
        .CreateLogger();

    /// <summary>Sends the log of a host here.</summary>
    public void AddTo(ILoggingBuilder logging) => logging.AddProvider(new SerilogLoggerProvider(_log, dispose: false));

    /// <inheritdoc/>
    public void Dispose() => _log.Dispose();

    /// <summary>
    /// A silo that dies makes every other one log exceptions: where Orleans' own calls failed says nothing then. Ours are shown
    /// in full.
    /// </summary>
    private sealed class CauseEnricher : ILogEventEnricher
    {
        public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
        {
            if (logEvent.Exception is not { } exception)
            {
                return;
            }

            var isOwn = logEvent.Properties.TryGetValue(Constants.SourceContextPropertyName, out var source)
                && source is ScalarValue { Value: string name }
                && name.StartsWith(OwnSource, StringComparison.Ordinal);
            var cause = isOwn
                ? Environment.NewLine + exception
                : $" ({exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")})";
            logEvent.AddPropertyIfAbsent(propertyFactory.CreateProperty("Cause", cause));
        }
    }
}
