using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Divergence;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Events;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.DataCenters;

/// <summary>What the parts of a data center share: its clock, its pending events, its chips and jobs, its books.</summary>
internal sealed class DataCenterState
{
    private readonly PriorityQueue<DataCenterEvent, EventKey> _events = new();

    /// <summary>Makes the state of a data center at the start of a run.</summary>
    public DataCenterState(DataCenterPlan plan)
        : this(plan, new(plan.Site), rates => new(plan, rates), new(plan.Index, plan.Topology.Racks))
    {
    }

    /// <summary>Makes the state as it was at a checkpoint, without jobs and failures.</summary>
    public DataCenterState(DataCenterPlan plan, DataCenterSnapshot saved)
        : this(plan, new(plan.Site), rates => new(plan, rates, saved.Meter), new(plan.Index, saved.Hashes))
    {
        Now = saved.Now;
        foreach (var key in saved.Events)
        {
            AddEvent(key.Time, key.Class, key.Entity, key.Sequence);
        }
    }

    private DataCenterState(
        DataCenterPlan plan, SiteRates rates, Func<SiteRates, DataCenterMeter> meter, RollingHashes hashes)
    {
        (Plan, Rates, Meter, Hashes) = (plan, rates, meter(rates), hashes);
        Allocator = new(plan.Topology, plan.Scheduling.Placement, plan.Failures.SpareHostsPerRack);
        (Running, Awaiting) = (new(plan.Topology.Racks), new(plan.Topology.Racks));
        Promises = new(plan, AddEvent);
        Outboxes = new(plan.Topology, hashes, Promises);
        Sites = new(plan);
    }

    /// <summary>The plan.</summary>
    public DataCenterPlan Plan { get; }

    /// <summary>Rates of its site.</summary>
    public SiteRates Rates { get; }

    /// <summary>Free chips.</summary>
    public ChipAllocator Allocator { get; }

    /// <summary>Levels and integrals.</summary>
    public DataCenterMeter Meter { get; }

    /// <summary>Speed at which its chips work.</summary>
    public ChipSpeed ChipSpeed => Plan.Chip.SpeedAt(Meter.Chips.SpeedLevel);

    /// <summary>Running jobs.</summary>
    public HoldingJobs Running { get; }

    /// <summary>Interrupted jobs that keep chips until they have enough to start again.</summary>
    public HoldingJobs Awaiting { get; }

    /// <summary>When racks have to be asked.</summary>
    public RackPromises Promises { get; }

    /// <summary>Commands that wait for their racks.</summary>
    public RackOutboxes Outboxes { get; }

    /// <summary>Rolling hashes.</summary>
    public RollingHashes Hashes { get; }

    /// <summary>Numbers of all that can fail.</summary>
    public FailureSites Sites { get; }

    /// <summary>Chips that are down.</summary>
    public DownChips Down { get; } = new();

    /// <summary>Chips that hang on something degraded.</summary>
    public DegradedChips Degraded { get; } = new();

    /// <summary>Jobs that have ended since the window was opened.</summary>
    public List<JobRecord> Ended { get; } = [];

    /// <summary>Failures whose repair has begun since the window was opened.</summary>
    public List<FailureRecord> Failures { get; } = [];

    /// <summary>The instant.</summary>
    public VirtualTime Now { get; private set; }

    /// <summary>Events since the window was opened.</summary>
    public long EventCount { get; set; }

    /// <summary>Pending events that a checkpoint keeps: all but promises of racks, which say them again.</summary>
    public IEnumerable<EventKey> Pending =>
        _events.UnorderedItems.Select(item => item.Priority).Where(key => key.Class != EventClass.Failure).Order();

    /// <summary>Goes on to an instant.</summary>
    public void MoveTo(VirtualTime time)
    {
        Meter.AccrueTo(time);
        Hashes.CutTo(time);
        Now = time;
    }

    /// <summary>Adds an event.</summary>
    public void AddEvent(VirtualTime time, EventClass kind, int entity, int sequence) =>
        _events.Enqueue(new(entity, sequence), new(time, kind, entity, sequence));

    /// <summary>The key of the next event.</summary>
    public bool TryPeekEvent(out EventKey key) => _events.TryPeek(out _, out key);

    /// <summary>Whether the next event is of a kind and happens now.</summary>
    public bool IsNext(EventClass kind) => TryPeekEvent(out var key) && key.Time == Now && key.Class == kind;

    /// <summary>Takes the next event.</summary>
    public DataCenterEvent TakeEvent()
    {
        EventCount++;
        return _events.Dequeue();
    }
}
