using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Orleans.Simulation.Cli.Execution;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Driver.Checkpoints;
using Orleans.Simulation.Driver.Engines;
using Orleans.Simulation.Scenarios.Loading;
using Orleans.Simulation.Scenarios.Quantities;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Cli.Commands;

/// <summary>Options that every command which plays something has.</summary>
internal sealed class RunOptions
{
    private const int MaxSilos = 64;

    private readonly Option<string> _out = new("--out")
    {
        Description = "Folder for the results. Default: a new folder under results/.",
        HelpName = "DIR",
    };

    private readonly Option<string> _engine = new("--engine")
    {
        Description = "orleans: every chip is a grain; reference: one plain loop. Results are the same.",
        DefaultValueFactory = _ => EngineNames.Orleans,
        HelpName = "orleans|reference",
    };

    private readonly Option<string?> _tables = new("--tables")
    {
        Description = "Format of the result tables. Default: as in the scenario, else parquet.",
        HelpName = "parquet|csv",
    };

    private readonly Option<bool> _ignoreMemory = new("--ignore-memory")
    {
        Description = "Starts the run even if it is estimated to need more memory than there is.",
    };

    private readonly Option<VirtualDuration?> _checkpointEvery = DurationOption(
        "--checkpoint-every", "Saves a checkpoint at every multiple of this simulated time. Default: only on SIGTERM.");

    private readonly Option<VirtualDuration?> _window = DurationOption(
        "--window", "Simulated time that is played at once. Results do not depend on it. Default: as progress allows.");

    private readonly Option<int?> _silos = NewSilosOption();

    private readonly Option<VirtualDuration?> _siloPatience = DurationOption(
        "--silo-patience", "Wall-clock time for which a run waits for its silos. Default: 2m.");

    private readonly Option<Uri?> _otlp = new("--otlp")
    {
        Description = "Collector of OpenTelemetry metrics and traces: http/protobuf where the port is 4318 or there is a path, else "
            + "grpc. Default: none.",
        HelpName = "URL",
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            {
                return url;
            }

            result.AddError(new InputIssue("--otlp", $"\"{text}\"", "a URL with http or https").ToString());
            return null;
        },
    };

    public RunOptions()
    {
        _engine.AcceptOnlyFromAmong(EngineNames.Orleans, EngineNames.Reference);
        _tables.AcceptOnlyFromAmong("parquet", "csv");
    }

    /// <summary>Seed of the run.</summary>
    public Option<ulong?> Seed { get; } = new("--seed")
    {
        Description = "Seed of all random draws. Default: as in the scenario, else 1.",
        HelpName = "N",
        CustomParser = ParseSeed,
        Arity = ArgumentArity.ExactlyOne,
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(Seed);
        command.Options.Add(_out);
        command.Options.Add(_engine);
        command.Options.Add(_tables);
        command.Options.Add(_ignoreMemory);
        command.Options.Add(_checkpointEvery);
        command.Options.Add(_window);
        command.Options.Add(_silos);
        command.Options.Add(_siloPatience);
        command.Options.Add(_otlp);
        RefuseSilosOfOtherEngines(command, _silos, _engine);
    }

    /// <summary>Plays a scenario with the options that were given.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="load">Loads the scenario.</param>
    /// <param name="interruption">Ends the run early.</param>
    /// <returns>The exit code.</returns>
    public Task<int> PlayAsync(ParseResult parsed, Func<LoadedScenario> load, Interruption interruption) =>
        ScenarioRunner.RunAsync(() => WithTables(parsed, load()), RequestOf(parsed), interruption);

    /// <summary>Plays a scenario with the options that were given, and at both ends of what is known of its hardware.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="load">Loads the scenario.</param>
    /// <param name="interruption">Ends the run early.</param>
    /// <returns>The exit code.</returns>
    public Task<int> PlayAtBoundsAsync(ParseResult parsed, Func<LoadedScenario> load, Interruption interruption) =>
        BoundsRun.RunAsync(() => WithTables(parsed, load()), RequestOf(parsed), interruption);

    private LoadedScenario WithTables(ParseResult parsed, LoadedScenario loaded) => parsed.GetValue(_tables) is { } tables
        ? loaded with { Scenario = WithTables(loaded.Scenario, tables) }
        : loaded;

    /// <summary>How and where the run is to be played.</summary>
    public RunRequest RequestOf(ParseResult parsed) => new(
        parsed.GetValue(_engine)!,
        parsed.GetValue(_out),
        parsed.GetValue(_ignoreMemory),
        parsed.GetValue(_checkpointEvery) is { } every ? new(every) : null,
        parsed.GetValue(_window),
        parsed.GetValue(_silos),
        TimeSpan.FromMicroseconds((parsed.GetValue(_siloPatience) ?? VirtualDuration.FromMinutes(2)).Microseconds),
        parsed.GetValue(_otlp));

    /// <summary>The format of the tables as overrides of a scenario.</summary>
    public IEnumerable<string> TableOverrides(ParseResult parsed) =>
        parsed.GetValue(_tables) is { } tables ? [$"outputs.tables={tables}"] : [];

    /// <summary>Refuses what only runs without a cluster have.</summary>
    /// <exception cref="InvalidInputException">It was given.</exception>
    public void MustSuitCluster(ParseResult parsed)
    {
        var issues = new List<InputIssue>();
        Refuse(_silos, "left out: the cluster has silos; see --silos-needed");
        Refuse(_engine, "left out: clusters have the orleans engine");
        Refuse(_ignoreMemory, "left out");
        Refuse(_otlp, "given to the silos");
        if (issues.Count > 0)
        {
            throw new InvalidInputException(issues);
        }

        void Refuse(Option option, string expected)
        {
            if (parsed.GetResult(option) is { Implicit: false })
            {
                issues.Add(new(option.Name, "given with --cluster", expected));
            }
        }
    }

    /// <summary>Makes the option for silos of the run's own.</summary>
    public static Option<int?> NewSilosOption() =>
        SilosOption("--silos", "Plays the run on N silos of this machine, each a process. Default: in this process.");

    /// <summary>Makes an option for a number of silos.</summary>
    public static Option<int?> SilosOption(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var silos) && silos is >= 1 and <= MaxSilos)
            {
                return silos;
            }

            result.AddError(new InputIssue(name, $"\"{text}\"", $"a number from 1 to {MaxSilos}").ToString());
            return null;
        },
    };

    /// <summary>Refuses silos together with an engine that has none.</summary>
    public static void RefuseSilosOfOtherEngines(Command command, Option<int?> silos, Option<string> engine) =>
        command.Validators.Add(result =>
        {
            var isOther = result.GetResult(engine)?.Tokens.Any(token => token.Value != EngineNames.Orleans) == true;
            if (isOther && result.GetResult(silos) is { Implicit: false })
            {
                result.AddError(new InputIssue("--engine", "reference with --silos", "orleans, or without silos").ToString());
            }
        });

    private static ulong? ParseSeed(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed))
        {
            return (ulong)seed;
        }

        result.AddError(new InputIssue("--seed", $"\"{text}\"", $"an integer from 0 to {long.MaxValue}").ToString());
        return null;
    }

    private static Option<VirtualDuration?> DurationOption(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "DURATION",
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (DurationText.TryParse(text, out var duration) && duration > VirtualDuration.Zero)
            {
                return duration;
            }

            result.AddError(new InputIssue(name, $"\"{text}\"", "a duration greater than zero, such as 90s, 15m, 6h or 2d").ToString());
            return null;
        },
    };

    private static Scenario WithTables(Scenario scenario, string tables) =>
        scenario with { Outputs = scenario.Outputs with { Tables = Enum.Parse<TableFormat>(tables, ignoreCase: true) } };
}
