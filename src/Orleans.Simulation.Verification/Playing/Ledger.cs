using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Engines;

namespace Orleans.Simulation.Verification.Playing;

/// <summary>
/// Passes everything on to an engine and adds up exactly what chips, racks, jobs and data centers say of themselves.
/// </summary>
/// <param name="engine">What plays the run.</param>
internal sealed class Ledger(ISimulationEngine engine) : EngineDecorator(engine)
{
    private readonly List<JobTimes> _completed = [];
    private readonly List<FailureTimes> _failures = [];
    private readonly List<IntervalSample> _samples = [];

    /// <summary>Energy of the chips by their own accounts, in nanojoules.</summary>
    public Int128 ChipEnergy { get; private set; }

    /// <summary>Energy of the chips by the racks' accounts, in nanojoules.</summary>
    public Int128 RackChipEnergy { get; private set; }

    /// <summary>Energy of racks with all that is in them, in nanojoules.</summary>
    public Int128 RackEnergy { get; private set; }

    /// <summary>Idle chip-microseconds by the chips' own accounts.</summary>
    public Int128 Idle { get; private set; }

    /// <summary>Busy chip-microseconds by the chips' own accounts.</summary>
    public Int128 Busy { get; private set; }

    /// <summary>Failed chip-microseconds by the chips' own accounts.</summary>
    public Int128 Failed { get; private set; }

    /// <summary>Time that all jobs were in the system, in job-microseconds.</summary>
    public Int128 Sojourns { get; private set; }

    /// <summary>The jobs whose work is done, in the order in which they ended.</summary>
    public IReadOnlyList<JobTimes> Completed => _completed;

    /// <summary>The failures in the order in which their repairs began, those that wait for a crew at the end last.</summary>
    public IReadOnlyList<FailureTimes> Failures => _failures;

    /// <summary>What the data center did in each interval.</summary>
    public IReadOnlyList<IntervalSample> Samples => _samples;

    /// <summary>Totals of the data center.</summary>
    public DataCenterClosing? Closing { get; private set; }

    /// <inheritdoc/>
    public override async Task<FleetReply> AdvanceAsync(FleetWindow window, FleetWindow? next = null)
    {
        var reply = await base.AdvanceAsync(window, next);
        foreach (var job in reply.Ended)
        {
            Add(job, job.End!.Value);
            if (job.State == JobState.Completed)
            {
                _completed.Add(JobTimes.Of(job));
            }
        }

        _failures.AddRange(reply.Failures.Select(FailureTimes.Of));
        _samples.AddRange(reply.Samples);
        return reply;
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<RackAccount>> SettleAsync(int dataCenter, int firstRack, int racks, VirtualTime time)
    {
        var accounts = await base.SettleAsync(dataCenter, firstRack, racks, time);
        foreach (var rack in accounts)
        {
            RackChipEnergy += rack.ChipEnergy.Nanojoules;
            RackEnergy += rack.Energy.Nanojoules;
            foreach (var chip in rack.Chips)
            {
                ChipEnergy += chip.Energy.Nanojoules;
                Idle += chip.Idle.Microseconds;
                Busy += chip.Busy.Microseconds;
                Failed += chip.Failed.Microseconds;
            }
        }

        return accounts;
    }

    /// <inheritdoc/>
    public override async Task<DataCenterClosing> FinishAsync(int dataCenter, VirtualTime time)
    {
        Closing = await base.FinishAsync(dataCenter, time);
        foreach (var job in Closing.Unfinished)
        {
            Add(job, time);
        }

        _failures.AddRange(Closing.Unrepaired.Select(FailureTimes.Of));
        _samples.AddRange(Closing.Samples);
        return Closing;
    }

    /// <summary>The share of chip time in which something held, from some sample interval on.</summary>
    /// <param name="what">Chip-microseconds of an interval in which it did.</param>
    /// <param name="from">Start of the interval.</param>
    public double ShareOf(Func<IntervalSample, Int128> what, VirtualTime from)
    {
        var (held, all) = ((Int128)0, (Int128)0);
        foreach (var sample in _samples.Where(sample => sample.Start >= from))
        {
            held += what(sample);
            all += sample.Idle + sample.Busy + sample.Failed;
        }

        return (double)held / (double)all;
    }

    private void Add(JobRecord job, VirtualTime end) => Sojourns += (end - job.Arrival.Submit).Microseconds;
}
