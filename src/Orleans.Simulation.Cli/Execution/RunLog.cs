using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Filters;

namespace Orleans.Simulation.Cli.Execution;

/// <summary>The log of one run: a file beside the results; the console hears warnings of the simulation only.</summary>
internal sealed class RunLog : IDisposable
{
    /// <summary>What the name of a log adds to that of the folder beside it.</summary>
    public const string Extension = ".log";

    private readonly Serilog.Core.Logger _log;

    /// <summary>Opens the log.</summary>
    /// <param name="file">Path of the file; an earlier log there is replaced.</param>
    public RunLog(string file)
    {
        File.Delete(file);
        _log = new LoggerConfiguration()
            .MinimumLevel.Information()
            .MinimumLevel.Override("Orleans", LogEventLevel.Warning)
            .MinimumLevel.Override("Orleans.Runtime.MembershipService", LogEventLevel.Information)

            // Orleans places each grain through a resilience pipeline that notes every success: two lines a chip.
            .MinimumLevel.Override("Polly", LogEventLevel.Warning)
            .WriteTo.File(file, formatProvider: null, flushToDiskInterval: TimeSpan.FromSeconds(1))
            .WriteTo.Logger(console => console
                .Filter.ByIncludingOnly(Matching.FromSource("Orleans.Simulation"))
                .WriteTo.Console(
                    restrictedToMinimumLevel: LogEventLevel.Warning,
                    formatProvider: null,
                    standardErrorFromLevel: LogEventLevel.Verbose))
            .CreateLogger();
    }

    /// <summary>Sends the log of a host here.</summary>
    public void AddTo(ILoggingBuilder logging) => logging.AddProvider(new SerilogLoggerProvider(_log, dispose: false));

    /// <summary>Notes what is run.</summary>
    public void Started(string scenario, string hash, ulong seed, string version, string engine) => _log.Information(
        "Run of {Scenario} ({Hash}) with seed {Seed}, version {Version}, engine {Engine}", scenario, hash, seed, version, engine);

    /// <summary>Notes what came out.</summary>
    public void Finished(string resultHash, bool complete) =>
        _log.Information("Finished with result hash {ResultHash}, complete: {Complete}", resultHash, complete);

    /// <summary>Notes why there are no results.</summary>
    public void Failed(Exception exception) => _log.ForContext("SourceContext", "Cli").Error(exception, "The run failed");

    /// <inheritdoc/>
    public void Dispose() => _log.Dispose();
}
