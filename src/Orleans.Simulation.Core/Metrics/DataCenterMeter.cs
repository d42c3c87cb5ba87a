using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Metrics;

/// <summary>The levels of a data center (jobs, chips, power), integrated exactly and cut into intervals.</summary>
internal sealed class DataCenterMeter(DataCenterPlan plan, SiteRates rates)
{
    private readonly Watts _overhead = plan.Overhead.Total;

    private readonly List<IntervalSample> _samples = [];
    private IntervalSample _intervalStart = new(plan.Index, VirtualTime.Zero, VirtualTime.Zero, 0, 0, 0, 0, 0, default, default);
    private RateStep _rateStep = rates.StepAt(VirtualTime.Zero);
    private SiteTotals _siteBefore;
    private Joules _energyBefore;
    private VirtualTime _now;
    private Int128 _queuedTime;
    private Int128 _runningTime;

    /// <summary>Makes a meter as it was at a checkpoint.</summary>
    public DataCenterMeter(DataCenterPlan plan, SiteRates rates, MeterSnapshot saved)
        : this(plan, rates)
    {
        (Chips, Power) = (new(plan.Chip, saved.Chips), new(plan.Power, plan.Provisioned, saved.Power));
        (_now, _intervalStart) = (saved.Now, saved.IntervalStart);
        (QueuedJobs, RunningJobs) = (saved.QueuedJobs, saved.RunningJobs);
        (Repairs, EvictedHosts) = (saved.Repairs, saved.EvictedHosts);
        (_queuedTime, _runningTime) = (saved.QueuedTime, saved.RunningTime);
        if (saved.Swings is { } swings)
        {
            Swings!.Restore(swings);
        }

        BeginRateStep(saved.Site);
    }

    /// <summary>Chips by status.</summary>
    public ChipLevels Chips { get; } = new(plan.Chip, plan.Topology.Chips);

    /// <summary>The power as a whole.</summary>
    public PowerMeter Power { get; } = new(plan.Power, plan.Provisioned);

    /// <summary>Swings within training steps, and the dynamic range; null: there is nothing to follow.</summary>
    public SwingMeter? Swings { get; } = SwingMeter.For(plan);

    /// <summary>Waiting jobs now.</summary>
    public int QueuedJobs { get; set; }

    /// <summary>Running jobs now.</summary>
    public int RunningJobs { get; set; }

    /// <summary>Hosts taken out of service because they failed too often.</summary>
    public int EvictedHosts { get; set; }

    /// <summary>Repairs that have ended.</summary>
    public long Repairs { get; set; }

    /// <summary>Extends all integrals to an instant and cuts off the intervals that end by then.</summary>
    public void AccrueTo(VirtualTime time)
    {
        for (var end = _intervalStart.Start + plan.SampleInterval; end <= time; end += plan.SampleInterval)
        {
            IntegrateSiteTo(end);
            CutInterval();
        }

        IntegrateSiteTo(time);
    }

    /// <summary>Hands over the intervals that have ended since the last time.</summary>
    public IReadOnlyList<IntervalSample> TakeSamples()
    {
        IntervalSample[] samples = [.. _samples];
        _samples.Clear();
        return samples;
    }

    /// <summary>Cuts off the last, shorter interval of the run; does nothing when none is left over.</summary>
    public void CutLastInterval()
    {
        if (_now > _intervalStart.Start)
        {
            CutInterval();
        }
    }

    /// <summary>Says all that the meter knows; intervals that have ended must have been taken.</summary>
    public MeterSnapshot Save() =>
        new(
            _now,
            Chips.Save(),
            QueuedJobs,
            RunningJobs,
            _queuedTime,
            _runningTime,
            Repairs,
            EvictedHosts,
            Site,
            _intervalStart,
            Power.Save(),
            Swings?.Save());

    /// <summary>Totals since the start of the run.</summary>
    public DataCenterAccount Account() => new(
        plan.Index,
        Chips.IdleTime,
        Chips.BusyTime,
        Chips.FailedTime,
        _queuedTime,
        _runningTime,
        Chips.Energy,
        ItEnergy,
        Site,
        Repairs)
    {
        EvictedHosts = EvictedHosts,
        Power = Swings is null ? Power.Account : Power.Account with { Swings = Swings.Account, Range = Swings.Range },
    };

    private Joules ItEnergy => Chips.Energy + (_overhead * (_now - VirtualTime.Zero));

    /// <summary>What the IT energy has come to: that of this step of the rates is not in the totals yet.</summary>
    private SiteTotals Site => _siteBefore + (_rateStep.Rates * (ItEnergy - _energyBefore).Nanojoules);

    private void BeginRateStep(SiteTotals before)
    {
        (_siteBefore, _energyBefore) = (before, ItEnergy);
        _rateStep = rates.StepAt(_now);
    }

    /// <summary>Integrates step by step of the rates: nothing but a comparison where they do not change.</summary>
    private void IntegrateSiteTo(VirtualTime time)
    {
        while (_rateStep.End <= time)
        {
            IntegrateTo(_rateStep.End);
            BeginRateStep(Site);
        }

        IntegrateTo(time);
    }

    private void IntegrateTo(VirtualTime time)
    {
        var elapsed = (time - _now).Microseconds;
        _queuedTime += Math.BigMul(QueuedJobs, elapsed);
        _runningTime += Math.BigMul(RunningJobs, elapsed);
        Chips.AccrueTo(time);
        var it = Chips.Power + _overhead;
        Power.Accrue(_now, time, it, _rateStep.Rates, Chips.Spared);
        Swings?.Accrue(_now, time, it, _rateStep.Rates, Chips.SpeedLevel);
        _now = time;
    }

    private void CutInterval()
    {
        var end = new IntervalSample(
            plan.Index, _now, _now, _queuedTime, _runningTime, Chips.IdleTime, Chips.BusyTime, Chips.FailedTime, ItEnergy, Site);
        var start = _intervalStart;
        _samples.Add(new(
            plan.Index,
            start.Start,
            _now,
            end.Queued - start.Queued,
            end.Running - start.Running,
            end.Idle - start.Idle,
            end.Busy - start.Busy,
            end.Failed - start.Failed,
            end.Energy - start.Energy,
            end.Site - start.Site));
        _intervalStart = end;
    }
}
