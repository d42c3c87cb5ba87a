using System.Globalization;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Topology;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Scenarios.Loading;
using Orleans.Simulation.Scenarios.Specs;
using Orleans.Simulation.Scenarios.Validation;
using Orleans.Simulation.Scenarios.Yaml;

namespace Orleans.Simulation.Scenarios.Replay;

/// <summary>Makes the scenario that plays one trace on a room of hosts, a pool of chips or the fleet of a scenario.</summary>
/// <remarks>
/// Rooms and pools have H100 chips and no failures unless asked for, so that a schedule depends on nothing but the trace.
/// The run ends when all jobs are done.
/// </remarks>
public static class ReplayScenario
{
    private const string ChipType = "h100";
    private const string RoomRack = "room";
    private const string PoolRack = "h100-hgx";

    // A room's hosts stand in racks of about the size of a rack of four HGX hosts: neither a grain a host nor all in one.
    private const int ChipsPerRoomRack = 32;

    // The derived overhead of an HGX H100 host per chip: 2,800 W for 8; see the rack type h100-hgx in the catalog.
    private const int HostOverheadWattsPerChip = 350;

    // Its network and storage per chip, 3,400 W for 32, of which the network is three quarters; see there.
    private const int OtherOverheadMilliwattsPerChip = 106_250;

    /// <summary>Builds the scenario.</summary>
    /// <param name="request">What the user gave.</param>
    /// <param name="loader">Loads the scenario whose fleet is used.</param>
    /// <returns>A valid scenario; its trace is relative to the working directory.</returns>
    /// <exception cref="InvalidInputException">Carries every issue, named by the option.</exception>
    public static LoadedScenario Build(ReplayRequest request, ScenarioLoader loader)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(loader);
        var issues = new List<InputIssue>();
        var order = Choose<QueueOrder>(request.Policy, "--policy", [("fifo", QueueOrder.Fifo), ("sjf", QueueOrder.Sjf)], issues);
        var failures = Choose<bool>(request.Failures, "--failures", [("on", true), ("off", false)], issues);
        var place = Place(request, loader, issues);
        if (request.Trace.Length == 0)
        {
            issues.Add(new InputIssue("TRACE", "empty", "the path of a trace file"));
        }

        if (!loader.TraceFormats.Contains(request.Format, StringComparer.Ordinal))
        {
            issues.Add(ScenarioValidator.Unknown("--format", request.Format, loader.TraceFormats));
        }

        if (issues.Count > 0)
        {
            throw new InvalidInputException(issues);
        }

        var scenario = place! with
        {
            Seed = request.Seed ?? place.Seed,
            Workload = Workload(request),
            Scheduler = place.Scheduler with { Order = order ?? place.Scheduler.Order },
            Failures = place.Failures with { Enabled = failures ?? place.Failures.Enabled },
        };
        return new LoadedScenario(scenario, "replay", string.Empty, loader.TraceFormats);
    }

    private static Scenario? Place(ReplayRequest request, ScenarioLoader loader, List<InputIssue> issues)
    {
        string?[] places = [request.Nodes, request.Pool, request.Fleet];
        var given = places.Count(place => place is not null);
        if (given != 1)
        {
            issues.Add(new InputIssue(
                "replay",
                given == 0 ? "without a place to run in" : $"given {given} places to run in",
                "given exactly one of --nodes KxC, --pool N and --fleet NAME"));
            return null;
        }

        return request.Nodes is not null ? Room(request.Nodes, issues)
            : request.Pool is not null ? Pool(request.Pool, issues)
            : Fleet(request.Fleet!, loader, issues);
    }

    private static Scenario? Room(string text, List<InputIssue> issues)
    {
        var parts = text.Split('x');
        if (parts.Length != 2
            || !TryCount(parts[0], FleetSpec.MaxChips, out var hosts)
            || !TryCount(parts[1], DataCenterTopology.MaxChipsPerRack, out var chips)
            || (long)hosts * chips > FleetSpec.MaxChips)
        {
            issues.Add(new InputIssue(
                "--nodes",
                ScalarNode.Quote(text),
                $"KxC: K hosts of C chips, such as 12x8; C from 1 to {DataCenterTopology.MaxChipsPerRack}, "
                + $"together at most {FleetSpec.MaxChips} chips"));
            return null;
        }

        var hostsPerRack = Math.Max(1, ChipsPerRoomRack / chips);
        var other = new Watts(OtherOverheadMilliwattsPerChip) * (chips * hostsPerRack);
        var network = new Watts(other.Milliwatts * 3 / 4);
        var rack = new RackTypeSpec
        {
            Name = RoomRack,
            Description = $"Hosts of {chips} chips",
            Chip = ChipType,
            ChipsPerHost = Sourced.Stated(chips),
            HostsPerRack = Sourced.Stated(hostsPerRack),
            HostOverhead = Sourced.Stated(Watts.FromWatts(HostOverheadWattsPerChip) * chips),
            NetworkOverhead = Sourced.Stated(network),
            RackOverhead = Sourced.Stated(other - network),
        };
        return Simple(PlacementPolicy.Nodes, RoomRack, hosts * chips) with
        {
            RackTypes = new SortedDictionary<string, RackTypeSpec>(StringComparer.Ordinal) { [RoomRack] = rack },
        };
    }

    private static Scenario? Pool(string text, List<InputIssue> issues)
    {
        if (TryCount(text, FleetSpec.MaxChips, out var chips))
        {
            return Simple(PlacementPolicy.Pool, PoolRack, chips);
        }

        issues.Add(new InputIssue("--pool", ScalarNode.Quote(text), $"a number of chips from 1 to {FleetSpec.MaxChips}"));
        return null;
    }

    private static Scenario? Fleet(string name, ScenarioLoader loader, List<InputIssue> issues)
    {
        try
        {
            // The length of the run belonged to the workload that is replaced.
            return loader.Load(name).Scenario with { Name = "replay", Description = string.Empty, Duration = null };
        }
        catch (InvalidInputException fault)
        {
            issues.AddRange(fault.Issues.Select(issue => issue with { Where = $"--fleet {issue.Where}" }));
            return null;
        }
    }

    private static Scenario Simple(PlacementPolicy placement, string rack, int chips) => new()
    {
        Name = "replay",
        Fleet = new FleetSpec { DataCenters = [new DataCenterSpec { Name = "room", Rack = rack, Chips = chips }] },
        Workload = new WorkloadSpec { Sources = [] },
        Scheduler = new SchedulerSpec { Placement = placement },
        Failures = new FailureSpec { Enabled = false },
    };

    private static WorkloadSpec Workload(ReplayRequest request) => new()
    {
        Sources =
        [
            new SourceSpec { Name = "trace", Trace = new TraceSpec { File = request.Trace, Format = request.Format } },
        ],
    };

    private static T? Choose<T>(string? text, string option, (string Word, T Value)[] choices, List<InputIssue> issues)
        where T : struct
    {
        if (text is null)
        {
            return null;
        }

        foreach (var (word, value) in choices)
        {
            if (word == text)
            {
                return value;
            }
        }

        var words = string.Join(", ", choices.Select(choice => choice.Word));
        issues.Add(new InputIssue(option, ScalarNode.Quote(text), $"one of {words}"));
        return null;
    }

    private static bool TryCount(string text, int max, out int count) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count is > 0 && count <= max;
}
