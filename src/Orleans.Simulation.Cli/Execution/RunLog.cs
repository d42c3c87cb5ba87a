using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Filters;

namespace Orleans.Simulation.Cli.Execution;

/// <summary>The log of one run: a file beside the results; the console hears warnings of the simulation only.</summary>
internal sealed class RunLog : IDisposable
{
    /// <summary>What the name of a log adds to that of the folder beside it.</summary>
    public const string Extension = ".log";

    private readonly Logger _log;
    private readonly Serilog.ILogger _runs;

    /// <summary>Opens the log.</summary>
    /// <param name="file">Path of the file; an earlier log there goes on.</param>
    public RunLog(string file)
    {
        // Orleans' placement logs two lines an activation at Information, 54 MB for 131,072 chips: hence warnings by default.
        var log = new LoggerConfiguration()
            .MinimumLevel.Warning()
            .MinimumLevel.Override("Orleans.Simulation", LogEventLevel.Information)
            .MinimumLevel.Override("Orleans.Runtime.MembershipService", LogEventLevel.Information)
            .WriteTo.File(file, formatProvider: null, flushToDiskInterval: TimeSpan.FromSeconds(1))
            .WriteTo.Logger(console => console
                .Filter.ByIncludingOnly(Matching.FromSource("Orleans.Simulation"))
                .WriteTo.Console(
                    restrictedToMinimumLevel: LogEventLevel.Warning,
                    formatProvider: null,
                    standardErrorFromLevel: LogEventLevel.Verbose))
            .CreateLogger();
        (_log, _runs) = (log, log.ForContext(Constants.SourceContextPropertyName, "Orleans.Simulation.Cli"));
    }

    /// <summary>Sends the log of a host here.</summary>
    public void AddTo(ILoggingBuilder logging) => logging.AddProvider(new SerilogLoggerProvider(_log, dispose: false));

    /// <summary>Notes what is run.</summary>
    public void Started(string scenario, string hash, ulong seed, string version, string engine) => _runs.Information(
        "Run of {Scenario} ({Hash}) with seed {Seed}, version {Version}, engine {Engine}", scenario, hash, seed, version, engine);

    /// <summary>Notes what came out.</summary>
    public void Finished(string resultHash, bool complete) =>
        _runs.Information("Finished with result hash {ResultHash}, complete: {Complete}", resultHash, complete);

    /// <summary>Notes the process of a silo.</summary>
    public void SiloStarted(string silo, int process) => _runs.Information("{Silo} is process {Process}", silo, process);

    /// <summary>Notes what a silo said.</summary>
    public void SiloSaid(string silo, string line) => _runs.Information("{Silo}: {Line:l}", silo, line);

    /// <summary>Notes why there are no results.</summary>
    public void Failed(Exception exception) => _runs.Information(exception, "The run failed");

    /// <inheritdoc/>
    public void Dispose() => _log.Dispose();
}
