using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Energy;

/// <summary>How many chips are idle, busy and failed, with the exact integrals of these levels and of their power.</summary>
/// <remarks>All chips are idle at the start. Racks and data centers keep one each, from what they themselves know.</remarks>
public sealed class ChipLevels(ChipModel chip, int chips)
{
    private readonly int[] _busy = new int[ActivityPower.Activities.Length];
    private VirtualTime _since;
    private ActivityPower _busyPower = chip.Power;

    /// <summary>Makes the levels as they were at a checkpoint.</summary>
    public ChipLevels(ChipModel chip, LevelsSnapshot saved)
        : this(chip, saved.Idle)
    {
        _since = saved.Since;
        (Busy, Failed) = (saved.Busy, saved.Failed);
        var training = saved.Busy - saved.Loaded - saved.MemoryBound - saved.ComputeBound;
        _busy = [training, saved.Loaded, saved.MemoryBound, saved.ComputeBound];
        (IdleTime, BusyTime, FailedTime, Energy) = (saved.IdleTime, saved.BusyTime, saved.FailedTime, saved.Energy);
        Power = (chip.Idle * Idle) + BusyPowerAt(chip.Power) + (chip.Failed * Failed);
        SetSpeed(saved.SpeedLevel);
    }

    /// <summary>Idle chips now.</summary>
    public int Idle { get; private set; } = chips;

    /// <summary>Busy chips now.</summary>
    public int Busy { get; private set; }

    /// <summary>Failed chips now.</summary>
    public int Failed { get; private set; }

    /// <summary>What the chips draw now.</summary>
    public Watts Power { get; private set; } = chip.Idle * chips;

    /// <summary>Level of the speed at which busy chips work now; see <see cref="ChipModel.SpeedAt"/>.</summary>
    public int SpeedLevel { get; private set; }

    /// <summary>What busy chips would draw more now at full speed; null: none is slow.</summary>
    public Watts? Spared => SpeedLevel == 0 || Busy == 0 ? null : BusyPowerAt(chip.Power) - BusyPowerAt(_busyPower);

    /// <summary>Idle chip-microseconds so far.</summary>
    public Int128 IdleTime { get; private set; }

    /// <summary>Busy chip-microseconds so far.</summary>
    public Int128 BusyTime { get; private set; }

    /// <summary>Failed chip-microseconds so far.</summary>
    public Int128 FailedTime { get; private set; }

    /// <summary>Energy of the chips so far.</summary>
    public Joules Energy { get; private set; }

    /// <summary>Extends the integrals to an instant.</summary>
    /// <exception cref="SimulationFaultException">The instant lies in the past.</exception>
    public void AccrueTo(VirtualTime time)
    {
        if (time == _since)
        {
            return;
        }

        var elapsed = time - _since;
        if (elapsed < VirtualDuration.Zero)
        {
            throw new SimulationFaultException($"an energy account runs backwards from {_since} to {time}");
        }

        IdleTime += Math.BigMul(Idle, elapsed.Microseconds);
        BusyTime += Math.BigMul(Busy, elapsed.Microseconds);
        FailedTime += Math.BigMul(Failed, elapsed.Microseconds);
        Energy += Power * elapsed;
        _since = time;
    }

    /// <summary>Says all that the levels know.</summary>
    public LevelsSnapshot Save() => new(
        _since,
        Idle,
        Busy,
        Failed,
        IdleTime,
        BusyTime,
        FailedTime,
        Energy,
        SpeedLevel,
        _busy[(int)JobActivity.Loaded],
        _busy[(int)JobActivity.MemoryBound],
        _busy[(int)JobActivity.ComputeBound]);

    /// <summary>Busy chips work at the speed of a level from the instant accrued to last.</summary>
    public void SetSpeed(int level)
    {
        var power = chip.SpeedAt(level).Power;
        Power += BusyPowerAt(power) - BusyPowerAt(_busyPower);
        (SpeedLevel, _busyPower) = (level, power);
    }

    /// <summary>Moves chips from one status to another, at the instant accrued to last.</summary>
    /// <param name="from">Their status.</param>
    /// <param name="to">Their new status.</param>
    /// <param name="count">How many they are.</param>
    /// <param name="activity">What their job has them do, if either status is busy.</param>
    /// <exception cref="SimulationFaultException">There are fewer chips in the first status.</exception>
    public void Move(ChipStatus from, ChipStatus to, int count, JobActivity activity = JobActivity.Training)
    {
        Add(from, -count, activity);
        Add(to, count, activity);
    }

    private Watts BusyPowerAt(in ActivityPower power)
    {
        var sum = power.Training * _busy[0];
        for (var activity = 1; activity < _busy.Length; activity++)
        {
            sum += power.Of((JobActivity)activity) * _busy[activity];
        }

        return sum;
    }

    private void Add(ChipStatus status, int count, JobActivity activity)
    {
        if (status == ChipStatus.Busy)
        {
            Busy += count;
        }

        var (level, power) = status switch
        {
            ChipStatus.Idle => (Idle += count, chip.Idle),
            ChipStatus.Busy => (_busy[(int)activity] += count, _busyPower.Of(activity)),
            _ => (Failed += count, chip.Failed),
        };
        if (level < 0)
        {
            throw new SimulationFaultException($"{level} chips are {status} at {_since}");
        }

        Power += power * count;
    }
}
