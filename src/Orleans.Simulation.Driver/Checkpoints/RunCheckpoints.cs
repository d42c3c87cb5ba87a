using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Engines;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Reporting;
using Orleans.Simulation.Reporting.Journals;

namespace Orleans.Simulation.Driver.Checkpoints;

/// <summary>Where a run starts, where it is saved and what it has recorded meanwhile.</summary>
/// <remarks>Disposing closes the journal; the files stay.</remarks>
public sealed class RunCheckpoints : IDisposable
{
    private readonly CheckpointStore _store;
    private readonly CheckpointPolicy _policy;
    private readonly RunSpecification _specification;
    private readonly TimeProvider _clock;
    private long _saved;

    private RunCheckpoints(
        CheckpointStore store,
        CheckpointPolicy policy,
        RunSpecification specification,
        Checkpoint? start,
        RecordJournal journal,
        TimeProvider? clock)
    {
        (_store, _policy, _specification) = (store, policy, specification);
        (Start, Journal) = (start, journal);
        _clock = clock ?? TimeProvider.System;
        _saved = _clock.GetTimestamp();
    }

    /// <summary>The checkpoint that the run goes on from; null: it starts at the beginning.</summary>
    public Checkpoint? Start { get; }

    /// <summary>Jobs that had ended by the start.</summary>
    public long EndedBefore { get; private init; }

    /// <summary>Failures that had been detected by the start.</summary>
    public long FailuresBefore { get; private init; }

    /// <summary>Takes every record of the run.</summary>
    internal RecordJournal Journal { get; }

    /// <summary>Opens the checkpoints of a run and gives the records up to the latest one to a recorder.</summary>
    /// <param name="store">The checkpoints.</param>
    /// <param name="journal">Path of the journal.</param>
    /// <param name="policy">When to save.</param>
    /// <param name="specification">What is run.</param>
    /// <param name="recorder">A new recorder.</param>
    /// <param name="note">Hears of checkpoints that cannot be used, and of where the run goes on.</param>
    /// <param name="clock">Tells when a checkpoint by wall-clock time is due; null: that of the machine.</param>
    /// <exception cref="Core.Validation.InvalidInputException">No checkpoint can be used; with every reason.</exception>
    public static RunCheckpoints Open(
        CheckpointStore store,
        string journal,
        CheckpointPolicy policy,
        RunSpecification specification,
        ResultRecorder recorder,
        Action<string> note,
        TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(specification);
        var start = store.Latest(specification.Scenario, journal, note);
        if (start is null)
        {
            return new(store, policy, specification, null, RecordJournal.Create(journal), clock);
        }

        var (resumed, jobs, failures) = RecordJournal.Resume(journal, start.Manifest.Journal, recorder);
        return new(store, policy, specification, start, resumed, clock) { EndedBefore = jobs, FailuresBefore = failures };
    }

    /// <inheritdoc/>
    public void Dispose() => Journal.Dispose();

    /// <summary>The next instant at which the run is to be saved: a window ends there.</summary>
    internal VirtualTime NextAfter(VirtualTime horizon) => _policy.NextAfter(horizon);

    /// <summary>Whether the run is to be saved now that a window has been played.</summary>
    internal bool IsDue(VirtualTime horizon) =>
        (_policy.Every is { } every && horizon.Microseconds % every.Microseconds == 0)
        || (_policy.EveryWall is { } wall && _clock.GetElapsedTime(_saved) >= wall);

    /// <summary>Has the engine make everything as it was at the start.</summary>
    internal Task RestoreAsync(ISimulationEngine engine, CancellationToken cancellation) =>
        Start!.RestoreAsync(engine, _specification.Fleet, cancellation);

    /// <summary>Saves the run.</summary>
    /// <param name="engine">Its engine.</param>
    /// <param name="horizon">Everything before this instant has happened.</param>
    /// <param name="arrivals">Jobs that have been read from the sources.</param>
    internal async Task SaveAsync(ISimulationEngine engine, VirtualTime horizon, int arrivals)
    {
        var manifest = new CheckpointManifest(
            CheckpointManifest.CurrentFormat, _specification.Scenario, horizon, arrivals, Journal.Mark(), [], string.Empty);
        await _store.SaveAsync(engine, _specification.Fleet, manifest);
        _saved = _clock.GetTimestamp();
    }
}
