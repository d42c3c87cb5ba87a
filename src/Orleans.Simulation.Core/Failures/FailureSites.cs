using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Topology;

namespace Orleans.Simulation.Core.Failures;

/// <summary>Everything in a data center that can fail, under one number each: its site.</summary>
/// <remarks>
/// Chips come first, under their index counted in full racks; then cause by cause the components of hosts, racks,
/// interconnect and data center; then the planned outages; then jobs, under their numbers.
/// </remarks>
internal sealed class FailureSites
{
    private readonly DataCenterPlan _plan;
    private readonly DataCenterTopology _topology;
    private readonly int[] _first;
    private readonly int[] _components;

    /// <summary>Numbers the sites of a data center.</summary>
    public FailureSites(DataCenterPlan plan)
    {
        (_plan, _topology) = (plan, plan.Topology);
        var causes = plan.Failures.Components;
        (_first, _components) = (new int[causes.Count], new int[causes.Count]);
        var next = _topology.Racks * _topology.ChipsPerRack;
        foreach (var (index, cause) in causes.Index())
        {
            _first[index] = next;
            _components[index] = ComponentsOf(cause);
            next = checked(next + _components[index]);
        }

        FirstOutage = next;
        FirstJob = checked(next + plan.Outages.Count);
    }

    /// <summary>Site of the first planned outage.</summary>
    public int FirstOutage { get; }

    /// <summary>Site of the job with number 0.</summary>
    public int FirstJob { get; }

    private int HostsPerRack => _topology.ChipsPerRack / _topology.ChipsPerHost;

    /// <summary>Number of components of a cause that the data center draws.</summary>
    public int CountOf(int cause) => _components[cause];

    /// <summary>The site of a chip.</summary>
    public int OfChip(int rack, int slot) => (rack * _topology.ChipsPerRack) + slot;

    /// <summary>The site of a component of the data center's causes.</summary>
    public int OfComponent(int cause, int component) => _first[cause] + component;

    /// <summary>The site, and the cause, of a component that a rack reports under its own number.</summary>
    public (int Site, int Cause) OfRackComponent(int rack, int component)
    {
        foreach (var (index, cause) in _plan.Failures.Components.Index())
        {
            var units = cause.UnitsIn(_topology.HostsIn(rack));
            if (component < units)
            {
                var unit = cause.Domain == FailureDomain.Host ? (rack * HostsPerRack) + component : rack;
                return (_first[index] + unit, index);
            }

            component -= units;
        }

        throw new SimulationFaultException($"{_plan.Name}: rack {rack} reports a component that it does not have");
    }

    /// <summary>The number under which a rack knows a component, and the rack.</summary>
    public (int Rack, int Component) InRack(int site)
    {
        var cause = CauseOf(site);
        var unit = site - _first[cause];
        var isHost = _plan.Failures.Components[cause].Domain == FailureDomain.Host;
        var (rack, host) = isHost ? Math.DivRem(unit, HostsPerRack) : (unit, 0);
        var before = 0;
        for (var index = 0; index < cause; index++)
        {
            before += _plan.Failures.Components[index].UnitsIn(_topology.HostsIn(rack));
        }

        return (rack, before + host);
    }

    /// <summary>Whether a site is a chip.</summary>
    public bool IsChip(int site) => site < _topology.Racks * _topology.ChipsPerRack;

    /// <summary>Whether a site is a job.</summary>
    public bool IsJob(int site) => site >= FirstJob;

    /// <summary>Whether a site is a planned outage.</summary>
    public bool IsOutage(int site) => site >= FirstOutage && site < FirstJob;

    /// <summary>Whether a site slows jobs down before it goes down.</summary>
    public bool IsDegrading(int site) =>
        !IsChip(site) && !IsOutage(site) && _plan.Failures.Components[CauseOf(site)].IsDegrading;

    /// <summary>Index of the cause, among the plan's components, of a component's site.</summary>
    public int CauseOf(int site)
    {
        var cause = Array.BinarySearch(_first, site);
        if (cause < 0)
        {
            return ~cause - 1;
        }

        // Of causes without components, which share a first site, the last one has it.
        while (cause + 1 < _first.Length && _first[cause + 1] == site)
        {
            cause++;
        }

        return cause;
    }

    /// <summary>The host that a chip stands in, or whose component a site is; null: neither.</summary>
    public int? HostOf(int site)
    {
        if (IsChip(site))
        {
            return site / _topology.ChipsPerHost;
        }

        var cause = IsOutage(site) || IsJob(site) ? -1 : CauseOf(site);
        return cause >= 0 && _plan.Failures.Components[cause].Domain == FailureDomain.Host ? site - _first[cause] : null;
    }

    /// <summary>The chips of a host, in order.</summary>
    public IEnumerable<ChipSet> ChipsOfHost(int host) => Hosts(host, 1);

    /// <summary>The chips that hang on a site, in order.</summary>
    /// <param name="site">Anything but a job.</param>
    /// <param name="firstHost">For a burst: the host where it strikes first.</param>
    public IEnumerable<ChipSet> ChipsOf(int site, int firstHost)
    {
        if (IsChip(site))
        {
            var (rack, slot) = Math.DivRem(site, _topology.ChipsPerRack);
            return Slots(rack, slot, slot + 1);
        }

        if (IsOutage(site))
        {
            var outage = _plan.Outages[site - FirstOutage];
            return outage.Chip is { } chip ? ChipsOf(chip, 0) : Series(outage.Hosts);
        }

        var index = CauseOf(site);
        var cause = _plan.Failures.Components[index];
        var unit = site - _first[index];
        return cause.Domain switch
        {
            FailureDomain.Host => Hosts(unit, 1),
            FailureDomain.Rack => Slots(unit, 0, _topology.ChipsIn(unit)),
            FailureDomain.Interconnect => Hosts(unit * cause.Hosts, cause.Hosts),
            FailureDomain.Burst => Hosts(firstHost, cause.Hosts),
            _ => Hosts(0, _topology.Racks * HostsPerRack),
        };
    }

    private int ComponentsOf(ComponentCause cause) => cause.Domain switch
    {
        FailureDomain.Host => _topology.Racks * HostsPerRack,
        FailureDomain.Rack => _topology.Racks,
        FailureDomain.Interconnect => ((_topology.Hosts - 1) / cause.Hosts) + 1,
        FailureDomain.Burst or FailureDomain.DataCenter => 1,
        _ => 0,
    };

    /// <summary>Neighbouring hosts, counted in full racks; those beyond the last host do not exist.</summary>
    private IEnumerable<ChipSet> Hosts(int first, int count)
    {
        for (var host = first; host < first + count && host < _topology.Racks * HostsPerRack;)
        {
            var (rack, inRack) = Math.DivRem(host, HostsPerRack);
            var here = Math.Min(HostsPerRack - inRack, first + count - host);
            var end = Math.Min((inRack + here) * _topology.ChipsPerHost, _topology.ChipsIn(rack));
            foreach (var chips in Slots(rack, inRack * _topology.ChipsPerHost, end))
            {
                yield return chips;
            }

            host += here;
        }
    }

    private IEnumerable<ChipSet> Series(HostSeries hosts)
    {
        if (hosts.Step == 1 && hosts.First + hosts.Count <= _topology.Hosts)
        {
            return Hosts(hosts.First, hosts.Count);
        }

        return Enumerable.Range(0, hosts.Count)
            .SelectMany(index => Hosts((int)((hosts.First + ((long)index * hosts.Step)) % _topology.Hosts), 1));
    }

    private static IEnumerable<ChipSet> Slots(int rack, int first, int end)
    {
        for (var slot = first; slot < end;)
        {
            var (word, bit) = Math.DivRem(slot, RackCommand.SlotsPerWord);
            var count = Math.Min(RackCommand.SlotsPerWord - bit, end - slot);
            yield return new(rack, (byte)word, (ulong.MaxValue >> (RackCommand.SlotsPerWord - count)) << bit);
            slot += count;
        }
    }
}
