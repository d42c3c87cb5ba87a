using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Engines;

namespace Orleans.Simulation.Verification.Playing;

/// <summary>Passes everything on to an engine and adds up exactly what chips, racks, jobs and data centers say of themselves.</summary>
/// <param name="engine">What plays the run.</param>
internal sealed class Ledger(ISimulationEngine engine) : ISimulationEngine
{
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

    /// <summary>Totals of the data center.</summary>
    public DataCenterClosing? Closing { get; private set; }

    /// <inheritdoc/>
    public string Name => engine.Name;

    /// <inheritdoc/>
    public Task BeginAsync(FleetPlan plan, CancellationToken cancellation) => engine.BeginAsync(plan, cancellation);

    /// <inheritdoc/>
    public async Task<FleetReply> AdvanceAsync(FleetWindow window)
    {
        var reply = await engine.AdvanceAsync(window);
        foreach (var job in reply.Ended)
        {
            Add(job, job.End!.Value);
        }

        return reply;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RackAccount>> SettleAsync(int dataCenter, int firstRack, int racks, VirtualTime time)
    {
        var accounts = await engine.SettleAsync(dataCenter, firstRack, racks, time);
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
    public async Task<DataCenterClosing> FinishAsync(int dataCenter, VirtualTime time)
    {
        Closing = await engine.FinishAsync(dataCenter, time);
        foreach (var job in Closing.Unfinished)
        {
            Add(job, time);
        }

        return Closing;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<byte[]>> SaveRacksAsync(int dataCenter, int firstRack, int racks, VirtualTime time) =>
        engine.SaveRacksAsync(dataCenter, firstRack, racks, time);

    /// <inheritdoc/>
    public Task<byte[]> SaveDataCenterAsync(int dataCenter) => engine.SaveDataCenterAsync(dataCenter);

    /// <inheritdoc/>
    public Task<byte[]> SaveFleetAsync() => engine.SaveFleetAsync();

    /// <inheritdoc/>
    public Task RestoreAsync(
        FleetPlan plan, byte[] fleet, IReadOnlyList<byte[]> dataCenters, CancellationToken cancellation) =>
        engine.RestoreAsync(plan, fleet, dataCenters, cancellation);

    /// <inheritdoc/>
    public Task RestoreRacksAsync(int dataCenter, int firstRack, IReadOnlyList<byte[]> racks) =>
        engine.RestoreRacksAsync(dataCenter, firstRack, racks);

    private void Add(JobRecord job, VirtualTime end) => Sojourns += (end - job.Arrival.Submit).Microseconds;
}
