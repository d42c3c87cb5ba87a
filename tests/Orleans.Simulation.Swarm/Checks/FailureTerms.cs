using Orleans.Simulation.Swarm.Scenarios;

namespace Orleans.Simulation.Swarm.Checks;

/// <summary>What the scenario says of a failure that the results tell of.</summary>
/// <param name="scenario">The scenario.</param>
/// <param name="policy">What fails in it.</param>
/// <param name="row">The failure.</param>
internal sealed class FailureTerms(SwarmScenario scenario, SwarmFailures policy, FailureRow row)
{
    /// <summary>The failure.</summary>
    public FailureRow Row => row;

    /// <summary>The data center that it struck.</summary>
    public SwarmDataCenter DataCenter => scenario.DataCenters[row.DataCenter];

    /// <summary>Number of its first chip in the fleet.</summary>
    public int FirstOfDataCenter => scenario.FirstChip(row.DataCenter);

    /// <summary>Whether a single chip failed by itself.</summary>
    public bool IsOfChip => row.Domain == "chip";

    /// <summary>Whether a line of the trace of failures happened.</summary>
    public bool IsOutage => row.Domain == "outage";

    /// <summary>Whether a job failed, and no chip.</summary>
    public bool IsOfJob => row.Domain == "job";

    /// <summary>The component that failed; null: it is none, or none that the scenario has.</summary>
    public SwarmComponent? Component { get; } = policy.Components
        .FirstOrDefault(component => (component.Name, component.Domain) == (row.Cause, row.Domain));

    /// <summary>The line of the trace; null: it is of none, or of none that the scenario has.</summary>
    public SwarmOutage? Outage { get; } = row.Domain != "outage" ? null : policy.Outages.FirstOrDefault(outage =>
        (outage.DataCenter, outage.Start) == (row.DataCenter, row.Failed)
        && (outage.Cause.Length == 0 ? "outage" : outage.Cause) == row.Cause
        && outage.ChipsIn(scenario.DataCenters[outage.DataCenter])
            == ((row.Rack * scenario.DataCenters[outage.DataCenter].ChipsPerRack) + row.Slot, row.Chips)
        && (row.Repaired is null || row.Repaired == row.Failed + outage.Duration));

    /// <summary>Whether it is of something that can fail in the scenario.</summary>
    public bool IsKnown => IsOutage
        ? Outage is not null
        : policy.IsEnabled
            && (IsOfChip
                ? DataCenter.MeanTimeToFailure > 0 && DataCenter.Causes.ContainsKey(row.Cause)
                : Component is not null);

    /// <summary>Whether it is what batteries left of a dip.</summary>
    public bool IsOfDip => Component?.RideThrough is not null;

    /// <summary>From the failure until it is noticed: what ends by itself is noticed by then.</summary>
    public long Detection => Outage is { } outage
        ? Math.Min(policy.Detection, outage.Duration)
        : Math.Min(
            Component?.Detection ?? policy.Detection,
            IsOfDip && row.Repaired is { } repaired ? repaired - row.Failed : long.MaxValue);

    /// <summary>Whether a crew repairs it.</summary>
    public bool NeedsCrew => IsOfChip || Component?.NeedsCrew == true;

    /// <summary>How long its repair takes, or at least takes. That of a dip began before anything failed.</summary>
    public (long Time, bool IsExact) Repair
    {
        get
        {
            var repair = Component?.Repair ?? policy.Repair;
            var test = NeedsCrew ? policy.ReturnTest : 0;
            return repair.Distribution is null && !IsOfDip ? (repair.Typical + test, true) : (test, false);
        }
    }

    /// <summary>Since when chips are down; null: not in this run. What is degraded goes down for its repair.</summary>
    public long? DownSince => Component?.SlowdownPercent is null ? row.Failed : row.Detected;

    /// <summary>Index in the data center of the first chip that goes down with it; null: it is a job.</summary>
    public int? FirstChip => (row.Rack * DataCenter.ChipsPerRack) + row.Slot;

    /// <summary>Whether it is where such a failure can be, and takes down as many chips as hang on it.</summary>
    public bool IsInPlace
    {
        get
        {
            if (FirstChip is not { } first)
            {
                return IsOfJob && row.Chips == 0;
            }

            var (perHost, perRack, chips) = (DataCenter.ChipsPerHost, DataCenter.ChipsPerRack, DataCenter.Chips);
            var group = (Component?.Hosts ?? 1) * perHost;
            var isThere = row.Domain switch
            {
                "host" => first % perHost == 0,
                "rack" => row.Slot == 0,
                "interconnect" => first % group == 0,
                "burst" => first % perHost == 0 && (first / perHost) + Component?.Hosts <= Math.Max(DataCenter.Hosts, Component!.Hosts!.Value),
                "data-center" => first == 0,
                _ => IsOfChip || IsOutage,
            };
            var size = row.Domain switch
            {
                "chip" => 1,
                "host" => perHost,
                "rack" => perRack,
                "data-center" => chips,
                "outage" => Outage?.ChipsIn(DataCenter).Count ?? -1,
                _ => group,
            };
            return isThere && row.Chips == Math.Min(size, chips - first);
        }
    }

    /// <summary>Whether a chip of the data center goes down with it.</summary>
    public bool Hits(int chip) => FirstChip is { } first && chip >= first && chip < first + row.Chips;
}
