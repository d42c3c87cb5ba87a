using Orleans.Simulation.Core.Divergence;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Topology;

namespace Orleans.Simulation.Core.DataCenters;

/// <summary>Commands of a data center that wait for their racks.</summary>
/// <remarks>
/// Starts and stops of jobs do not change what a rack has promised, or <see cref="RackPromises"/> know what to make of them,
/// so they wait until the rack must be asked for another reason, or until enough have gathered that sending them to many racks
/// at once keeps every core busy.
/// </remarks>
/// <param name="topology">Racks of the data center.</param>
/// <param name="hashes">Covers every command.</param>
/// <param name="promises">Hears of every start.</param>
internal sealed class RackOutboxes(DataCenterTopology topology, RollingHashes hashes, RackPromises promises)
{
    /// <summary>Commands that wait for one rack at most, give or take those of one job.</summary>
    private const int MaxPerRack = 128;

    /// <summary>Commands of a rack that are worth a call.</summary>
    private const int WorthSending = 32;

    /// <summary>Commands that wait for a rack on average over the data center; more than are worth a call, so that some are sent.</summary>
    private const int MeanPerRack = 64;

    private readonly List<RackCommand>?[] _waiting = new List<RackCommand>?[topology.Racks];
    private readonly SortedSet<int> _worthSending = [];
    private int _commands;
    private int _fullRacks;

    /// <summary>Whether it is time to send racks their commands.</summary>
    public bool IsFull => _fullRacks > 0 || _commands >= MeanPerRack * topology.Racks;

    /// <summary>Adds a command for every chip of an allocation.</summary>
    public void Add(RackCommandKind kind, VirtualTime time, int job, IReadOnlyList<ChipSet> chips, JobActivity activity = default)
    {
        for (var index = 0; index < chips.Count; index++)
        {
            var (rack, word, mask) = chips[index];
            Add(rack, new(time, mask, job, kind, word) { Activity = activity });
        }
    }

    /// <summary>Adds a command for every chip of the data center.</summary>
    public void AddForAll(RackCommandKind kind, VirtualTime time, int number)
    {
        for (var rack = 0; rack < topology.Racks; rack++)
        {
            for (var (word, left) = (0, topology.ChipsIn(rack)); left > 0; word++, left -= RackCommand.SlotsPerWord)
            {
                var mask = left >= RackCommand.SlotsPerWord ? ulong.MaxValue : (1UL << left) - 1;
                Add(rack, new(time, mask, number, kind, (byte)word));
            }
        }
    }

    /// <summary>Adds a command for some chips of a rack.</summary>
    public void Add(int rack, RackCommand command)
    {
        var waiting = _waiting[rack] ??= [];
        waiting.Add(command);
        hashes.Add(rack, in command);
        if (command.Kind == RackCommandKind.Start)
        {
            promises.Start(rack, in command);
        }

        _commands++;
        _fullRacks += waiting.Count == MaxPerRack ? 1 : 0;
        if (waiting.Count == WorthSending)
        {
            _worthSending.Add(rack);
        }
    }

    /// <summary>The batch of one rack; its outbox is empty afterwards.</summary>
    public RackBatch Take(int rack, VirtualTime horizon)
    {
        var waiting = _waiting[rack];
        if (waiting is null || waiting.Count == 0)
        {
            return new(rack, [], horizon);
        }

        var batch = new RackBatch(rack, [.. waiting], horizon);
        _commands -= waiting.Count;
        _fullRacks -= waiting.Count >= MaxPerRack ? 1 : 0;
        _worthSending.Remove(rack);
        waiting.Clear();
        return batch;
    }

    /// <summary>The batches of all racks that are worth sending to, in rack order.</summary>
    public IReadOnlyList<RackBatch> TakeWorthSending(VirtualTime horizon) =>
        [.. _worthSending.ToArray().Select(rack => Take(rack, horizon))];
}
