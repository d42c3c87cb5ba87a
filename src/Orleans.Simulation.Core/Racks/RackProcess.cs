using System.Numerics;
using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Racks;

/// <summary>One rack: the mailbox of its chips, their promises, and an energy account of its own.</summary>
/// <remarks>
/// Commands wait in one log for all chips until a chip could act differently from its promise: until its failure falls
/// due, a repair changes the promise, the log is full, or a settlement. One call to a chip then carries all its commands.
/// The rack never holds a chip's state; what it integrates from the commands alone must agree with the chips in the end.
/// </remarks>
public sealed class RackProcess
{
    /// <summary>Commands that the log has room for, for each chip of the rack: 192 bytes a chip, from the start to the end.</summary>
    /// <remarks>
    /// The more room, the more commands a chip takes in one call; twice as much hardly plays faster (<c>bench</c>, dense and
    /// sparse). It is there from the start, so that the last day of a run needs no more memory than the first.
    /// </remarks>
    public const int LogCapacityPerChip = 8;

    /// <summary>Commands that the log of a large rack has room for: it stays in a core's cache while all its chips read it.</summary>
    public const int MaxLogCapacity = 512;

    /// <summary>
    /// Racks fill their logs at the same pace. Their first logs count as full at so many different lengths, so that
    /// chips are called some racks at a time, while the scheduler goes on, and not in all racks at once.
    /// </summary>
    private const int Paces = 16;

    private readonly RackPlan _plan;
    private readonly ChipLevels _levels;
    private readonly VirtualTime[] _promises;
    private readonly int[] _delivered;
    private readonly ulong[] _assigned;
    private readonly RackActivities _activities;
    private readonly ulong[] _failed;
    private readonly ulong[] _out;
    private readonly ulong[] _waiting;
    private readonly ulong[] _due;
    private readonly List<int> _calls = [];
    private readonly List<ChipFailure> _failures = [];
    private readonly ComponentClocks _components;
    private readonly RackExposure? _exposure;
    private RackCommand[] _log;
    private int _logLength;
    private int _fullLog;
    private VirtualTime _horizon;
    private VirtualTime? _promise;

    /// <summary>Makes a rack whose chips have not been asked for their promises yet.</summary>
    public RackProcess(RackPlan plan)
        : this(plan, new ComponentClocks(plan))
    {
    }

    /// <summary>Makes a rack as it was at a checkpoint.</summary>
    /// <param name="plan">Its plan.</param>
    /// <param name="saved">What it and its chips were.</param>
    /// <exception cref="SimulationFaultException">Its own account and its chips' differ.</exception>
    public RackProcess(RackPlan plan, RackSnapshot saved)
        : this(plan, new ComponentClocks(plan, saved.Components))
    {
        _horizon = saved.Horizon;
        _levels = new(plan.Chip, saved.Levels);
        foreach (ref readonly var chip in saved.Chips.AsSpan())
        {
            var word = chip.Slot / RackCommand.SlotsPerWord;
            _assigned[word] |= chip.Job == ChipSnapshot.NoJob ? 0 : Bit(chip.Slot);
            _activities.Set(word, Bit(chip.Slot), chip.Activity);
            _failed[word] |= chip.IsFailed ? Bit(chip.Slot) : 0;
            _out[word] |= chip.IsOut ? Bit(chip.Slot) : 0;
        }

        MustAgree(saved.Chips);
    }

    private RackProcess(RackPlan plan, ComponentClocks components)
    {
        var words = ((plan.Chips - 1) / RackCommand.SlotsPerWord) + 1;
        _plan = plan;
        _levels = new(plan.Chip, plan.Chips);
        _log = new RackCommand[LogCapacity(plan.Chips)];
        _fullLog = FullLog(plan.Chips) * (1 + (plan.Rack % Paces)) / Paces;
        _promises = new VirtualTime[plan.Chips];
        _delivered = new int[plan.Chips];
        (_assigned, _failed, _out) = (new ulong[words], new ulong[words], new ulong[words]);
        (_waiting, _due) = (new ulong[words], new ulong[words]);
        _activities = new(words);
        _exposure = plan.Chip.AgesByLoad ? new(plan.Chip, plan.Chips) : null;
        _components = components;
        _components.Refresh();
    }

    /// <summary>Commands that wait for chips; a chip that is called gets what is new for it.</summary>
    public RackLog Log => new(_log.AsMemory(0, _logLength), _delivered);

    /// <summary>Slots of the chips that must be called now, in order.</summary>
    public IReadOnlyList<int> Calls => _calls;

    /// <summary>When a chip or a component of the rack will next change of its own accord.</summary>
    public VirtualTime Promise => _promise ??= VirtualTime.Min(_promises.Min(), _components.Next);

    /// <summary>Commands at which the log of a rack counts as full and all its chips are called; there is room for a batch more.</summary>
    public static int FullLog(int chips) => LogCapacity(chips) * 3 / 4;

    /// <summary>Notes the first promise of a chip.</summary>
    public void Begin(int slot, ChipReply reply) => Note(slot, in reply);

    /// <summary>What the data center hears of the rack first, once all chips have said their first promises.</summary>
    public RackReply Introduce() => new(Promise, [], _plan.Chips) { IdleExposure = IdleExposure() };

    /// <summary>Takes commands and decides which chips must be called: <see cref="Calls"/>.</summary>
    public void Open(RackBatch batch)
    {
        Append(batch);
        var isFull = _logLength >= _fullLog;
        _calls.Clear();
        for (var slot = 0; slot < _plan.Chips; slot++)
        {
            if (_promises[slot] <= _horizon || Has(_due, slot) || (isFull && Has(_waiting, slot)))
            {
                _calls.Add(slot);
            }
        }
    }

    /// <summary>Takes commands and has every chip called, for a settlement.</summary>
    public void OpenSettlement(RackBatch batch)
    {
        Append(batch);
        _calls.Clear();
        _calls.AddRange(Enumerable.Range(0, _plan.Chips));
    }

    /// <summary>Takes the answer of a chip that was called.</summary>
    public void Absorb(int slot, ChipReply reply)
    {
        Deliver(slot);
        Note(slot, in reply);
        if (reply.HasFailed)
        {
            _levels.AccrueTo(reply.FailedAt);
            var word = slot / RackCommand.SlotsPerWord;
            var status = Has(_assigned, slot) ? ChipStatus.Busy : ChipStatus.Idle;
            _activities.Move(_levels, word, Bit(slot), status, ChipStatus.Failed);
            _failed[word] |= Bit(slot);
            _failures.Add(new(slot, reply.FailedAt, reply.Cause, reply.Number));
        }
    }

    /// <summary>Answers the data center once every chip that was called has answered.</summary>
    public RackReply Close()
    {
        ForgetDelivered();
        var failures = _failures.Count == 0 ? [] : _failures.ToArray();
        _failures.Clear();
        var components = _components.TakeDue(_horizon);
        _promise = components.Count == 0 ? _promise : null;
        return new(Promise, failures, _calls.Count) { Components = components, IdleExposure = IdleExposure() };
    }

    /// <summary>Closes the rack's books and compares them with its chips'.</summary>
    /// <param name="chips">Accounts of all chips, by slot.</param>
    /// <exception cref="SimulationFaultException">They differ.</exception>
    public RackAccount CloseSettlement(IReadOnlyList<ChipAccount> chips)
    {
        foreach (var chip in chips)
        {
            Deliver(chip.Slot);
        }

        ForgetDelivered();
        _levels.AccrueTo(_horizon);
        Int128 idle = 0, busy = 0, failed = 0, energy = 0;
        foreach (var chip in chips)
        {
            AgreeOnExposure(chip.Slot, chip.ExposureLeft);
            idle += chip.Idle.Microseconds;
            busy += chip.Busy.Microseconds;
            failed += chip.Failed.Microseconds;
            energy += chip.Energy.Nanojoules;
        }

        Agree(idle, busy, failed, energy);
        return new(_plan.Rack, idle, busy, failed, _levels.Energy, _levels.Energy + Overhead, chips);
    }

    /// <summary>Says all that the rack and its chips know at a checkpoint, after it has compared them.</summary>
    /// <param name="chips">Snapshots of all chips, by slot.</param>
    /// <exception cref="SimulationFaultException">They differ.</exception>
    public RackSnapshot CloseCheckpoint(ChipSnapshot[] chips)
    {
        foreach (ref readonly var chip in chips.AsSpan())
        {
            Deliver(chip.Slot);
        }

        ForgetDelivered();
        _levels.AccrueTo(_horizon);
        MustAgree(chips);
        foreach (ref readonly var chip in chips.AsSpan())
        {
            AgreeOnExposure(chip.Slot, chip.ExposureOf(_plan.Chip).Left);
        }

        return new(_plan.Rack, _horizon, _levels.Save(), _levels.Energy + Overhead, _components.Save(), chips);
    }

    /// <summary>What the rack and its hosts have drawn besides the chips.</summary>
    private Joules Overhead => _plan.Overhead * (_horizon - VirtualTime.Zero);

    private static int LogCapacity(int chips) => Math.Min(LogCapacityPerChip * chips, MaxLogCapacity);

    private static ulong Bit(int slot) => 1UL << (slot % RackCommand.SlotsPerWord);

    private static bool Has(ulong[] mask, int slot) => (mask[slot / RackCommand.SlotsPerWord] & Bit(slot)) != 0;

    private void Append(RackBatch batch)
    {
        if (batch.Horizon < _horizon)
        {
            throw Fault($"time runs backwards from {_horizon} to {batch.Horizon}");
        }

        if (batch.Horizon > Promise)
        {
            throw Fault($"it is asked about {batch.Horizon} and had promised a change at {Promise}");
        }

        var needed = _logLength + batch.Commands.Length;
        if (needed > _log.Length)
        {
            Array.Resize(ref _log, (int)BitOperations.RoundUpToPowerOf2((uint)needed));
        }

        foreach (ref readonly var command in batch.Commands.AsSpan())
        {
            if (command.Kind == RackCommandKind.Renew)
            {
                _components.Renew(command.Job, command.Time);
                _promise = null;
                continue;
            }

            Account(in command);
            _log[_logLength++] = command;
            _waiting[command.Word] |= command.Mask;
        }

        _horizon = batch.Horizon;
    }

    /// <summary>Follows the chips' power from the command alone, without asking them.</summary>
    private void Account(in RackCommand command)
    {
        _levels.AccrueTo(command.Time);
        ref var assigned = ref _assigned[command.Word];
        ref var failed = ref _failed[command.Word];
        ref var isOut = ref _out[command.Word];
        var up = command.Mask & ~(failed | isOut);
        switch (command.Kind)
        {
            case RackCommandKind.Start:
                _activities.Set(command.Word, command.Mask, command.Activity);
                Change(in command, up, ChipStatus.Idle, ChipStatus.Busy);
                assigned |= command.Mask;
                break;
            case RackCommandKind.Repair:
                failed &= ~command.Mask;
                _due[command.Word] |= command.Mask;
                _levels.Move(ChipStatus.Failed, ChipStatus.Idle, BitOperations.PopCount(command.Mask & ~isOut));
                break;
            case RackCommandKind.Outage:
                Change(in command, up & ~assigned, ChipStatus.Idle, ChipStatus.Failed);
                Change(in command, up & assigned, ChipStatus.Busy, ChipStatus.Failed);
                isOut |= command.Mask;
                break;
            case RackCommandKind.Restore:
                isOut &= ~command.Mask;
                _due[command.Word] |= command.Mask;
                _levels.Move(ChipStatus.Failed, ChipStatus.Idle, BitOperations.PopCount(command.Mask & ~failed));
                break;
            case RackCommandKind.Speed:
                _levels.SetSpeed(command.Job);
                break;
            default:
                Change(in command, up, ChipStatus.Busy, ChipStatus.Idle);
                assigned &= ~command.Mask;
                break;
        }
    }

    /// <summary>
    /// Healthy chips begin to do something else: their power changes and, where they age by load, their promises.
    /// </summary>
    private void Change(in RackCommand command, ulong mask, ChipStatus from, ChipStatus to)
    {
        _activities.Move(_levels, command.Word, mask, from, to);
        for (; _exposure is not null && mask != 0; mask &= mask - 1)
        {
            var slot = (command.Word * RackCommand.SlotsPerWord) + BitOperations.TrailingZeroCount(mask);
            NotePromise(slot, _exposure.Change(slot, command.Time, from, to));
        }
    }

    /// <summary>What each idle chip can still bear, by slot; for all others without end.</summary>
    private long[] IdleExposure()
    {
        if (_exposure is null)
        {
            return [];
        }

        var left = new long[_plan.Chips];
        for (var slot = 0; slot < left.Length; slot++)
        {
            left[slot] = StatusOf(slot) == ChipStatus.Idle
                ? _exposure.LeftAt(slot, _horizon, ChipStatus.Idle)
                : ExposureBudget.Endless.Left;
        }

        return left;
    }

    private ChipStatus StatusOf(int slot) =>
        Has(_failed, slot) || Has(_out, slot) ? ChipStatus.Failed : Has(_assigned, slot) ? ChipStatus.Busy : ChipStatus.Idle;

    private void Note(int slot, in ChipReply reply)
    {
        NotePromise(slot, reply.Promise);
        _exposure?.Note(slot, reply.Exposure);
    }

    private void NotePromise(int slot, VirtualTime promise)
    {
        if (_promises[slot] != promise)
        {
            _promises[slot] = promise;
            _promise = null;
        }
    }

    private void Deliver(int slot)
    {
        _delivered[slot] = _logLength;
        _waiting[slot / RackCommand.SlotsPerWord] &= ~Bit(slot);
        _due[slot / RackCommand.SlotsPerWord] &= ~Bit(slot);
    }

    /// <summary>Empties the log once no chip waits for anything in it.</summary>
    private void ForgetDelivered()
    {
        if (_waiting.AsSpan().IndexOfAnyExcept(0UL) < 0)
        {
            _logLength = 0;
            _fullLog = FullLog(_plan.Chips);
            _delivered.AsSpan().Clear();
        }
    }

    private void MustAgree(ChipSnapshot[] chips)
    {
        Int128 idle = 0, busy = 0, failed = 0, energy = 0;
        foreach (ref readonly var chip in chips.AsSpan())
        {
            idle += chip.Idle.Microseconds;
            busy += chip.Busy.Microseconds;
            failed += chip.Failed.Microseconds;
            energy += chip.EnergyAs(_plan.Chip).Nanojoules;
        }

        Agree(idle, busy, failed, energy);
    }

    private void Agree(Int128 idle, Int128 busy, Int128 failed, Int128 energy)
    {
        Agree("idle chip-microseconds", _levels.IdleTime, idle);
        Agree("busy chip-microseconds", _levels.BusyTime, busy);
        Agree("failed chip-microseconds", _levels.FailedTime, failed);
        Agree("nanojoules", _levels.Energy.Nanojoules, energy);
    }

    /// <summary>
    /// A chip must be as far from its failure as the rack has worked out or, where load makes no difference, has been told.
    /// </summary>
    private void AgreeOnExposure(int slot, long left)
    {
        var status = StatusOf(slot);
        var own = _exposure?.LeftAt(slot, _horizon, status);
        var promised = _promises[slot];
        var isRight = own is null
            ? status == ChipStatus.Failed || new ExposureBudget(_horizon, left).EndsAt(_plan.Chip.ExposureOf(status)) == promised
            : own == left;
        if (!isRight)
        {
            var expected = own is null ? $"had been told that it fails at {promised}" : $"worked out {own}";
            throw Fault($"chip {slot} has {left} parts of exposure left at {_horizon}, and the rack {expected}");
        }
    }

    private void Agree(string what, Int128 own, Int128 chips)
    {
        if (own != chips)
        {
            throw Fault($"it integrated {own} {what}, its chips add up to {chips}");
        }
    }

    private SimulationFaultException Fault(string what) => new($"rack {_plan.Rack} in {_plan.DataCenter}: {what}");
}
