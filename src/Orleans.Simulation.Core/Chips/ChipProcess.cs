using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Random;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Chips;

/// <summary>One chip: what it does, since when, and when it will fail. The only place where this is known.</summary>
/// <remarks>
/// It draws its own failures and never calls anybody: every answer carries the promise of when it will next change.
/// It refuses whatever cannot be right, such as a second job or a command behind its own failure.
/// </remarks>
public sealed class ChipProcess
{
    private const int NoJob = ChipSnapshot.NoJob;

    private readonly RackPlan _plan;
    private ExposureBudget _exposure;
    private VirtualTime _failsAt;
    private VirtualDuration _idle;
    private VirtualDuration _busy;
    private VirtualDuration _failed;
    private long _changes;
    private int _parts;
    private int _job = NoJob;
    private uint _failures;
    private bool _isFailed;
    private bool _isOut;
    private byte _speedLevel;
    private JobActivity _activity;
    private Joules _spared;

    /// <summary>Makes a chip that is idle and healthy at the start of the run.</summary>
    /// <param name="plan">Plan of its rack.</param>
    /// <param name="slot">Its place in the rack.</param>
    public ChipProcess(RackPlan plan, int slot)
    {
        _plan = plan;
        Slot = slot;
        _exposure = DrawExposure(VirtualTime.Zero);
        Foresee();
    }

    /// <summary>Makes a chip as it was at a checkpoint.</summary>
    /// <param name="plan">Plan of its rack.</param>
    /// <param name="saved">What it was.</param>
    public ChipProcess(RackPlan plan, in ChipSnapshot saved)
    {
        _plan = plan;
        Slot = saved.Slot;
        _exposure = saved.ExposureOf(plan.Chip);
        (_idle, _busy, _failed) = (saved.Idle, saved.Busy, saved.Failed);
        (_changes, _job, _failures, _isFailed, _isOut) = (saved.Changes, saved.Job, saved.Failures, saved.IsFailed, saved.IsOut);
        (_speedLevel, _activity, _spared) = (saved.SpeedLevel, saved.Activity, saved.Spared);
        Foresee();
    }

    /// <summary>Its place in the rack.</summary>
    public int Slot { get; }

    /// <summary>When the chip will next change of its own accord.</summary>
    public ChipReply Promise => new(_failsAt, VirtualTime.Never, 0) { Exposure = SharedExposure };

    private ExposureBudget SharedExposure => _plan.Chip.AgesByLoad ? _exposure : default;

    private int BusyParts => _plan.Chip.ExposureOf(ChipStatus.Busy);

    private bool IsDown => _isFailed || _isOut;

    private ChipStatus Status => IsDown ? ChipStatus.Failed : _job == NoJob ? ChipStatus.Idle : ChipStatus.Busy;

    /// <summary>Goes through the commands of the rack that address this chip, then on to the horizon.</summary>
    /// <param name="commands">Commands of the rack, in the order in which they take effect.</param>
    /// <param name="horizon">Up to and including this instant, the chip fails if it is to.</param>
    /// <exception cref="SimulationFaultException">A command contradicts the chip's state or promise.</exception>
    public ChipReply Advance(ReadOnlySpan<RackCommand> commands, VirtualTime horizon)
    {
        foreach (ref readonly var command in commands)
        {
            if (command.Addresses(Slot))
            {
                Apply(in command);
            }
        }

        if (_failsAt.IsNever || _failsAt > horizon)
        {
            return Promise;
        }

        var failedAt = _failsAt;
        AccrueTo(failedAt);
        var cause = DrawCause();
        _isFailed = true;
        Foresee();
        _failures++;
        _changes++;
        return new(VirtualTime.Never, failedAt, cause, (int)_failures - 1) { Exposure = SharedExposure };
    }

    /// <summary>Closes the chip's books at an instant, after the commands up to it.</summary>
    /// <exception cref="SimulationFaultException">The chip fails before the instant and nobody asked.</exception>
    public ChipAccount Settle(ReadOnlySpan<RackCommand> commands, VirtualTime end)
    {
        var saved = Save(commands, end);
        return new(Slot, Status, _idle, _busy, _failed, saved.EnergyAs(_plan.Chip), (int)_failures, _changes)
        {
            ExposureLeft = _exposure.Left,
        };
    }

    /// <summary>Says all that the chip knows at an instant, after the commands up to it. It may go on afterwards.</summary>
    /// <exception cref="SimulationFaultException">The chip fails before the instant and nobody asked.</exception>
    public ChipSnapshot Save(ReadOnlySpan<RackCommand> commands, VirtualTime time)
    {
        var reply = Advance(commands, time);
        if (reply.HasFailed)
        {
            throw Fault($"it failed at {reply.FailedAt}, and nobody had asked for it by the settlement at {time}");
        }

        AccrueTo(time);
        var (left, parts) = Math.DivRem(_exposure.Left, BusyParts);
        return new(
            Slot,
            time,
            new(left),
            (int)parts,
            _idle,
            _busy,
            _failed,
            _changes,
            _job,
            _failures,
            _isFailed,
            _isOut,
            _speedLevel,
            _activity,
            _spared);
    }

    private void Apply(in RackCommand command)
    {
        if (command.Time > _failsAt)
        {
            throw Fault($"a command of {command.Time} comes after its own failure at {_failsAt}");
        }

        AccrueTo(command.Time);
        if (command.Kind == RackCommandKind.Speed)
        {
            _speedLevel = (byte)command.Job;
            return;
        }

        _changes++;
        switch (command.Kind)
        {
            case RackCommandKind.Start when _job == NoJob:
                (_job, _activity) = (command.Job, command.Activity);
                break;
            case RackCommandKind.Complete or RackCommandKind.Interrupt when _job == command.Job && _job != NoJob:
                (_job, _activity) = (NoJob, default);
                break;
            case RackCommandKind.Repair when _isFailed && _job == NoJob:
                _isFailed = false;
                _exposure = DrawExposure(command.Time);
                break;
            case RackCommandKind.Outage when !_isOut:
                _isOut = true;
                break;
            case RackCommandKind.Restore when _isOut && _job == NoJob:
                _isOut = false;
                break;
            default:
                throw Fault($"it is {Status} with job {_job} and cannot {command.Kind} job {command.Job} at {command.Time}");
        }

        // Jobs come and go far more often than chips, and mostly age them no faster.
        var isOfJob = command.Kind is RackCommandKind.Start or RackCommandKind.Complete or RackCommandKind.Interrupt;
        if (!isOfJob || _plan.Chip.AgesByLoad)
        {
            Foresee();
        }
    }

    /// <summary>Notes at which rate the chip ages from now on, and when it fails if that stays so.</summary>
    private void Foresee()
    {
        _parts = _plan.Chip.ExposureOf(Status);
        _failsAt = IsDown ? VirtualTime.Never : _exposure.EndsAt(_parts);
    }

    private void AccrueTo(VirtualTime time)
    {
        var elapsed = time - _exposure.Since;
        if (elapsed < VirtualDuration.Zero)
        {
            throw Fault($"time runs backwards from {_exposure.Since} to {time}");
        }

        if (IsDown)
        {
            _failed += elapsed;
        }
        else if (_job == NoJob)
        {
            _idle += elapsed;
        }
        else
        {
            _busy += elapsed;
            if (_speedLevel > 0 || _activity != JobActivity.Training)
            {
                _spared += (_plan.Chip.Busy - _plan.Chip.SpeedAt(_speedLevel).Power.Of(_activity)) * elapsed;
            }
        }

        _exposure = _exposure.At(time, _parts);
    }

    /// <summary>Draws what the chip, as good as new since an instant, will bear; its failures so far address the draw.</summary>
    private ExposureBudget DrawExposure(VirtualTime since)
    {
        if (!_plan.ChipsFail || _plan.Chip.MeanTimeToFailure == VirtualDuration.Zero)
        {
            return ExposureBudget.Endless with { Since = since };
        }

        var uniform = new RandomStream(_plan.Seed, RandomPurpose.ChipFailure).Uniform(_plan.FirstChip + Slot, _failures);
        var life = WeibullDistribution.Draw(_plan.MeanTimeToFailureOf(Slot), _plan.Chip.Shape, uniform);
        return ExposureBudget.Of(life, since, BusyParts);
    }

    /// <summary>Draws of what the chip has failed.</summary>
    private int DrawCause()
    {
        var draw = new RandomStream(_plan.Seed, RandomPurpose.FailureCause).Draw(_plan.FirstChip + Slot, _failures);
        return WeightedChoice.Draw([.. _plan.Chip.Causes.Select(cause => cause.Weight)], draw);
    }

    private SimulationFaultException Fault(string what) =>
        new($"chip {Slot} of rack {_plan.Rack} in {_plan.DataCenter}: {what}");
}
