using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;

namespace Orleans.Simulation.Cli.Execution;

/// <summary>The log of a silo, on standard error, as containers want it.</summary>
internal sealed class SiloLog : IDisposable
{
    private readonly Logger _log = new LoggerConfiguration()
        .MinimumLevel.Warning()
        .MinimumLevel.Override(SiloLogFormatter.OwnSource, LogEventLevel.Information)
        .MinimumLevel.Override("Orleans.Runtime.MembershipService", LogEventLevel.Information)

        // At its start it warns of a thread that is late by all the time since the machine was started.
        .MinimumLevel.Override("Orleans.Runtime.Watchdog", LogEventLevel.Error)
        .WriteTo.Console(new SiloLogFormatter(), standardErrorFromLevel: LogEventLevel.Verbose)
        .CreateLogger();

    /// <summary>Sends the log of a host here.</summary>
    public void AddTo(ILoggingBuilder logging) => logging.AddProvider(new SerilogLoggerProvider(_log, dispose: false));

    /// <inheritdoc/>
    public void Dispose() => _log.Dispose();
}
