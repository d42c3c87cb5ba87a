using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Jobs;
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

    /// <summary>Totals of the data center.</summary>
    public DataCenterClosing? Closing { get; private set; }

    /// <inheritdoc/>
    public override async Task<FleetReply> AdvanceAsync(FleetWindow window)
    {
        var reply = await base.AdvanceAsync(window);
        foreach (var job in reply.Ended)
        {
            Add(job, job.End!.Value);
            if (job.State == JobState.Completed)
            {
                _completed.Add(JobTimes.Of(job));
            }
        }

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

        return Closing;
    }

    private void Add(JobRecord job, VirtualTime end) => Sojourns += (end - job.Arrival.Submit).Microseconds;
}
