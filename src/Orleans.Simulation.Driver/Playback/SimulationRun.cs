using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Engines;
using Orleans.Simulation.Reporting;
using Orleans.Simulation.Traces;

namespace Orleans.Simulation.Driver.Playback;

/// <summary>Plays a workload back on a fleet: streams arrivals, window by window, and records what comes out.</summary>
/// <param name="specification">What is played.</param>
/// <param name="engine">What carries the messages.</param>
/// <param name="recorder">Where results go.</param>
/// <param name="options">How the run is cut into windows.</param>
/// <param name="progress">Hears of every window, on the run's own thread; null: nobody does.</param>
public sealed class SimulationRun(
    RunSpecification specification,
    ISimulationEngine engine,
    ResultRecorder recorder,
    PlaybackOptions options,
    Action<PlaybackProgress>? progress = null)
{
    /// <summary>Racks that settle in one call: bounds the accounts in memory, yet keeps all cores busy.</summary>
    private const int RacksPerSettlement = 128;

    private readonly WindowLength _window = new(options);
    private readonly RunMeter _meter = new(engine.Name);
    private readonly FleetPlan _fleet = specification.Fleet;
    private IReadOnlyList<long> _submitted = new long[specification.Fleet.DataCenters.Count];
    private VirtualTime _horizon;
    private long _ended;
    private long _failures;
    private long _settledChips;

    /// <summary>Plays the run.</summary>
    /// <param name="cancellation">Ends the run after the current window, with results that say so.</param>
    /// <returns>What came out.</returns>
    /// <exception cref="OperationCanceledException">Cancelled before the first window: there are no results.</exception>
    /// <exception cref="Core.SimulationFaultException">The simulation contradicts itself.</exception>
    /// <exception cref="Core.Validation.InvalidInputException">A trace cannot be read.</exception>
    public async Task<RunResult> PlayAsync(CancellationToken cancellation)
    {
        Report(PlaybackPhase.Activating, []);
        using var arrivals = ArrivalStream.Open(specification.Sources);
        await engine.BeginAsync(_fleet, cancellation);
        _meter.Activated(_fleet);
        cancellation.ThrowIfCancellationRequested();

        VirtualTime? end = null;
        while (end is null && !cancellation.IsCancellationRequested)
        {
            end = await PlayWindowAsync(arrivals);
        }

        _meter.Played();
        var complete = end is not null;
        var last = end ?? new VirtualTime(_horizon.Microseconds - 1);
        var accounts = await SettleAsync(last);
        var outcome = new RunOutcome(specification.Scenario, last, complete, accounts, _submitted);
        var performance = _meter.Settled(last);
        var summary = await recorder.FinishAsync(outcome, performance);
        return new(summary, performance);
    }

    private async Task<VirtualTime?> PlayWindowAsync(ArrivalStream arrivals)
    {
        _window.Begin();
        var reply = await engine.AdvanceAsync(NextWindow(arrivals));
        _window.End();
        _meter.Add(reply.Work);
        foreach (var job in reply.Ended)
        {
            recorder.Record(job);
        }

        foreach (var failure in reply.Failures)
        {
            recorder.Record(failure);
        }

        foreach (var sample in reply.Samples)
        {
            recorder.Record(sample);
        }

        _submitted = reply.Submitted;
        _ended += reply.Ended.Count;
        _failures += reply.Failures.Count;
        Report(PlaybackPhase.Playing, reply.Loads);
        return reply.End;
    }

    /// <summary>Reads the arrivals up to the next horizon, which comes sooner where many jobs arrive.</summary>
    private FleetWindow NextWindow(ArrivalStream arrivals)
    {
        var lastSubmit = _fleet.End;
        _horizon += _window.Next;
        var jobs = new List<JobArrival>();
        while (arrivals.NextSubmit < _horizon && arrivals.NextSubmit <= lastSubmit)
        {
            var isNewInstant = jobs.Count == 0 || arrivals.NextSubmit > jobs[^1].Submit;
            if (jobs.Count >= options.MaxArrivals && isNewInstant)
            {
                _horizon = arrivals.NextSubmit;
                break;
            }

            arrivals.TryRead(out var job);
            jobs.Add(job!);
        }

        return new(_horizon, jobs, arrivals.NextSubmit.IsNever);
    }

    private async Task<IReadOnlyList<DataCenterAccount>> SettleAsync(VirtualTime end)
    {
        var accounts = new List<DataCenterAccount>();
        foreach (var dataCenter in _fleet.DataCenters)
        {
            await SettleRacksAsync(dataCenter, end);
            _meter.AddSettlementCall();
            var closing = await engine.FinishAsync(dataCenter.Index, end);
            _meter.Add(closing);
            Record(closing);
            accounts.Add(closing.Account);
        }

        return accounts;
    }

    /// <summary>Settles the racks in order; the next ones do so while the accounts of these are recorded.</summary>
    private async Task SettleRacksAsync(DataCenterPlan dataCenter, VirtualTime end)
    {
        var racks = dataCenter.Topology.Racks;
        var next = SettleFromAsync(0);
        for (var first = 0; first < racks; first += RacksPerSettlement)
        {
            var accounts = await next;
            next = SettleFromAsync(first + RacksPerSettlement);
            foreach (var rack in accounts)
            {
                Record(dataCenter.Index, rack);
            }

            Report(PlaybackPhase.Settling, []);
        }

        async Task<IReadOnlyList<RackAccount>> SettleFromAsync(int first)
        {
            var count = Math.Min(RacksPerSettlement, racks - first);
            if (count <= 0)
            {
                return [];
            }

            _meter.AddSettlementCall();
            return await engine.SettleAsync(dataCenter.Index, first, count, end);
        }
    }

    private void Record(int dataCenter, RackAccount rack)
    {
        foreach (var chip in rack.Chips)
        {
            recorder.Record(dataCenter, rack.Rack, chip);
            _meter.AddChanges(chip.Changes);
        }

        _settledChips += rack.Chips.Count;
    }

    private void Record(DataCenterClosing closing)
    {
        foreach (var job in closing.Unfinished)
        {
            recorder.Record(job);
        }

        foreach (var failure in closing.Undetected)
        {
            recorder.Record(failure);
        }

        foreach (var sample in closing.Samples)
        {
            recorder.Record(sample);
        }
    }

    private void Report(PlaybackPhase phase, IReadOnlyList<DataCenterLoad> loads) => progress?.Invoke(new(
        phase,
        VirtualTime.Min(_horizon, _fleet.End),
        _submitted.Sum(),
        _ended,
        loads.Sum(load => load.QueuedJobs),
        loads.Sum(load => load.RunningJobs),
        loads.Sum(load => load.BusyChips),
        _failures,
        _settledChips));
}
