using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Checkpoints;
using Orleans.Simulation.Driver.Engines;
using Orleans.Simulation.Driver.Telemetry;
using Orleans.Simulation.Reporting;
using Orleans.Simulation.Traces;

namespace Orleans.Simulation.Driver.Playback;

/// <summary>Plays a workload back on a fleet: streams arrivals, window by window, and records what comes out.</summary>
/// <param name="specification">What is played.</param>
/// <param name="engine">What carries the messages.</param>
/// <param name="recorder">Where results go.</param>
/// <param name="options">How the run is cut into windows.</param>
/// <param name="progress">Hears of every window, one after the other, on any thread; null: nobody does.</param>
/// <param name="checkpoints">Where the run starts and is saved; null: at the beginning, and nowhere.</param>
public sealed class SimulationRun(
    RunSpecification specification,
    ISimulationEngine engine,
    ResultRecorder recorder,
    PlaybackOptions options,
    Action<PlaybackProgress>? progress = null,
    RunCheckpoints? checkpoints = null)
{
    private readonly WindowLength _window = new(options);
    private readonly RunMeter _meter = new(engine.Name);
    private readonly FleetPlan _fleet = specification.Fleet;
    private readonly Queue<PlannedWindow> _planned = new();
    private IReadOnlyList<long> _submitted = new long[specification.Fleet.DataCenters.Count];
    private long _ended = checkpoints?.EndedBefore ?? 0;
    private long _failures = checkpoints?.FailuresBefore ?? 0;
    private long _settledChips;
    private VirtualTime _reached = checkpoints?.Start?.Manifest.Horizon ?? VirtualTime.Zero;
    private bool _isAhead;
    private FleetReply? _unrecorded;
    private int _arrivalsPlayed;

    /// <summary>Plays the run.</summary>
    /// <param name="cancellation">Ends the run after the current window, with results that say so.</param>
    /// <returns>What came out.</returns>
    /// <exception cref="OperationCanceledException">Cancelled before the first window: there are no results.</exception>
    /// <exception cref="Core.SimulationFaultException">The simulation contradicts itself.</exception>
    /// <exception cref="Core.Validation.InvalidInputException">A trace cannot be read.</exception>
    public async Task<RunResult> PlayAsync(CancellationToken cancellation)
    {
        var control = new RunControl();
        await using var registration = cancellation.Register(() => control.RequestStop(RunStop.Interrupt));
        return (await PlayAsync(control, cancellation))!;
    }

    /// <summary>Plays the run from its checkpoint or its beginning.</summary>
    /// <param name="control">May ask for an end.</param>
    /// <param name="cancellation">Gives up waiting for the fleet to be made.</param>
    /// <returns>What came out; null when it was suspended.</returns>
    /// <exception cref="OperationCanceledException">Stopped before the first window: there are no results.</exception>
    /// <exception cref="Core.SimulationFaultException">The simulation contradicts itself.</exception>
    /// <exception cref="Core.Validation.InvalidInputException">A trace cannot be read.</exception>
    /// <exception cref="CheckpointFailedException">The run cannot be saved.</exception>
    public async Task<RunResult?> PlayAsync(RunControl control, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(control);
        using var span = RunSpans.Run(specification.Scenario.Name, engine.Name);
        Report(PlaybackPhase.Activating, []);
        using var arrivals = ArrivalStream.Open(specification.Sources);
        await MakeFleetAsync(arrivals, cancellation);
        _meter.Activated(_fleet);
        if (control.Stop != RunStop.None)
        {
            throw new OperationCanceledException();
        }

        var windows = new WindowReader(arrivals, _window, options.MaxArrivals, _fleet.End, checkpoints);
        VirtualTime? end;
        do
        {
            end = await PlayWindowAsync(windows, control);
            if (end is null && !_isAhead && checkpoints?.IsDue(_reached) == true)
            {
                await SaveAsync();
            }
        }
        while (end is null && (_isAhead || control.Stop == RunStop.None));
        RecordLast();

        if (end is null && control.Stop is RunStop.SaveAndInterrupt or RunStop.Suspend)
        {
            await SaveAsync();
            if (control.Stop == RunStop.Suspend)
            {
                return null;
            }
        }

        return await CloseAsync(end);
    }

    /// <summary>Makes the fleet new, or as it was at the checkpoint that the run goes on from.</summary>
    private async Task MakeFleetAsync(ArrivalStream arrivals, CancellationToken cancellation)
    {
        if (checkpoints?.Start is not { } start)
        {
            using var activation = RunSpans.Activation(_fleet);
            await engine.BeginAsync(_fleet, cancellation);
            return;
        }

        using var restore = RunSpans.Restore(start.Manifest.Horizon);
        arrivals.Skip(start.Manifest.Arrivals);
        await checkpoints.RestoreAsync(engine, cancellation);
    }

    private async Task SaveAsync()
    {
        RecordLast();
        if (checkpoints is not null)
        {
            using var span = RunSpans.Checkpoint(_reached);
            Report(PlaybackPhase.Saving, []);
            await checkpoints.SaveAsync(engine, _reached, _arrivalsPlayed);
        }
    }

    /// <summary>Settles all accounts and writes the results.</summary>
    private async Task<RunResult> CloseAsync(VirtualTime? end)
    {
        _meter.Played();
        var last = end ?? new VirtualTime(_reached.Microseconds - 1);
        using var span = RunSpans.Settlement(last);
        var accounts = await SettleAsync(last);
        var outcome = new RunOutcome(specification.Scenario, last, end is not null, accounts, _submitted);
        var performance = _meter.Settled(last);
        var summary = await recorder.FinishAsync(outcome, performance);
        return new(summary, performance);
    }

    /// <summary>
    /// Plays the next window. Meanwhile the one before is recorded and one of those after is read: other silos would else idle
    /// while the driver does so. Data centers go on with the window after this one, unless the run is to be saved or to stop here.
    /// </summary>
    /// <remarks>
    /// On a thread of its own, since the thread pool of a silo with one core has one thread, on which calls to other silos
    /// would wait for the recording: two silos of one core each play a dense day in 10.3 rather than 11.4 s, a single one in
    /// 17.4 and 17.2 (bench, silos).
    /// </remarks>
    private async Task<VirtualTime?> PlayWindowAsync(WindowReader windows, RunControl control)
    {
        while (_planned.Count < 2)
        {
            _planned.Enqueue(windows.Read());
        }

        var (window, arrivalsRead) = _planned.Dequeue();
        using var span = RunSpans.Window(window.Horizon);
        _window.Begin();
        _isAhead = control.Stop == RunStop.None && checkpoints?.IsDue(window.Horizon) != true;
        var playing = engine.AdvanceAsync(window, _isAhead ? _planned.Peek().Window : null);
        await OnOwnThreadAsync(() =>
        {
            RecordLast();
            _planned.Enqueue(windows.Read());
        });
        _meter.BeginWindow(window.Horizon);
        var reply = await playing;
        _window.End();
        _meter.Add(reply.Work);
        (_reached, _arrivalsPlayed, _unrecorded) = (window.Horizon, arrivalsRead, reply);
        return reply.End;
    }

    private static Task OnOwnThreadAsync(Action work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Records the window that was played last.</summary>
    private void RecordLast()
    {
        if (_unrecorded is not { } reply)
        {
            return;
        }

        _unrecorded = null;
        foreach (var job in reply.Ended)
        {
            recorder.Record(job);
            checkpoints?.Journal.Write(job);
        }

        foreach (var failure in reply.Failures)
        {
            recorder.Record(failure);
            checkpoints?.Journal.Write(failure);
        }

        foreach (var sample in reply.Samples)
        {
            recorder.Record(sample);
            checkpoints?.Journal.Write(sample);
        }

        foreach (var hash in reply.Hashes)
        {
            recorder.Record(hash);
            checkpoints?.Journal.Write(hash);
        }

        _submitted = reply.Submitted;
        _ended += reply.Ended.Count;
        _failures += reply.Failures.Count;
        Report(PlaybackPhase.Playing, reply.Loads);
    }

    /// <summary>Settles data center after data center; the next ones do so while the accounts of this one are recorded.</summary>
    private async Task<IReadOnlyList<DataCenterAccount>> SettleAsync(VirtualTime end)
    {
        RackSettlement[] settlements =
            [.. _fleet.DataCenters.Select(dataCenter => new RackSettlement(engine, _meter, dataCenter, end))];
        var accounts = new List<DataCenterAccount>();
        foreach (var dataCenter in _fleet.DataCenters)
        {
            while (await settlements[dataCenter.Index].TakeAsync() is { } racks)
            {
                Array.ForEach(settlements, settlement => settlement.GoOn());
                foreach (var rack in racks)
                {
                    Record(dataCenter.Index, rack);
                }

                Report(PlaybackPhase.Settling, []);
            }

            _meter.AddSettlementCall();
            var closing = await engine.FinishAsync(dataCenter.Index, end);
            _meter.Add(closing);
            Record(closing);
            accounts.Add(closing.Account);
        }

        return accounts;
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

        foreach (var failure in closing.Unrepaired)
        {
            recorder.Record(failure);
        }

        foreach (var sample in closing.Samples)
        {
            recorder.Record(sample);
        }

        foreach (var hash in closing.Hashes)
        {
            recorder.Record(hash);
        }
    }

    private void Report(PlaybackPhase phase, IReadOnlyList<DataCenterLoad> loads) => progress?.Invoke(new(
        phase,
        VirtualTime.Min(_reached, _fleet.End),
        _submitted.Sum(),
        _ended,
        loads.Sum(load => load.QueuedJobs),
        loads.Sum(load => load.RunningJobs),
        loads.Sum(load => load.BusyChips),
        _failures,
        _settledChips,
        loads.Sum(load => load.FailedChips)));
}
