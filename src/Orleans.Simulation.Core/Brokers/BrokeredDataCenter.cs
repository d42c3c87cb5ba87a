using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Brokers;

/// <summary>
/// What the broker knows of a data center: its hardware, its rates by time, and its own book. All of it is the same for any
/// window.
/// </summary>
internal sealed class BrokeredDataCenter
{
    /// <summary>How far rates are looked at from now, and from a start: what comes later counts for nothing.</summary>
    private static readonly VirtualDuration Outlook = VirtualDuration.FromHours(366 * 24);

    /// <summary>
    /// Instants up to a deadline at which a job is tried: all steps of an hour in six weeks. Of shorter steps those are left
    /// out that begin too soon after the last that was tried.
    /// </summary>
    private const int MostTries = 1024;

    // A micro-dollar an hour times a microsecond, in the units of the cost of energy.
    private static readonly Int128 CostUnits =
        SiteTotals.UnitsPerDollar / (VirtualDuration.FromHours(1).Microseconds * (Int128)VirtualDuration.MicrosecondsPerSecond);

    private readonly DataCenterPlan _plan;
    private readonly bool _needsRunTimes;
    private readonly int[] _largestJob;
    private readonly Lazy<SiteRates> _rates;
    private readonly Dictionary<int, CheckpointPlan> _checkpoints = [];

    /// <summary>Looks at a data center.</summary>
    /// <param name="plan">Its plan.</param>
    /// <param name="book">What is expected of it; null where nobody asks.</param>
    /// <param name="needsRunTimes">Whether anybody asks how long jobs run.</param>
    public BrokeredDataCenter(DataCenterPlan plan, ChipBook? book, bool needsRunTimes)
    {
        (_plan, Book, _needsRunTimes) = (plan, book, needsRunTimes);
        _largestJob = Array.ConvertAll(ActivityPower.Activities, plan.LargestJobFor);
        _rates = new(() => new(plan.Site));
    }

    /// <summary>Its book; null where nobody asks for it.</summary>
    public ChipBook? Book { get; }

    /// <summary>Its chips.</summary>
    public int Chips => _plan.Topology.Chips;

    /// <summary>Whether it can ever start a job.</summary>
    public bool CanStart(JobArrival job) => job.Chips <= _largestJob[(int)_plan.ActivityOf(job)];

    /// <summary>How long a job runs here if nothing fails, checkpoints among it.</summary>
    public VirtualDuration ServiceOf(JobArrival job)
    {
        if (!_checkpoints.TryGetValue(job.Chips, out var checkpoints))
        {
            checkpoints = JobFailureRate.CheckpointsOf(_plan, job.Chips);
            _checkpoints.Add(job.Chips, checkpoints);
        }

        var work = _plan.RunTimeOf(job);
        return work + checkpoints.PausesIn(work);
    }

    /// <summary>What it could do for a job that is submitted now.</summary>
    /// <param name="job">The job, not too large.</param>
    /// <param name="rank">How much the job likes it.</param>
    /// <param name="shift">How far it may be postponed; null: not at all.</param>
    public Offer OfferFor(JobArrival job, int rank, JobShift? shift)
    {
        var service = _needsRunTimes ? ServiceOf(job) : VirtualDuration.Zero;
        var start = Book?.StartOf(job.Chips) ?? job.Submit;
        var release = shift is null ? job.Submit : BestRelease(job, start, service, shift);
        return new(_plan.Index, rank, release, VirtualTime.Max(release, start), service);
    }

    /// <summary>What each chip of a job costs, in the units of <see cref="SiteTotals.Cost"/>.</summary>
    /// <param name="scope">What counts.</param>
    /// <param name="job">The job, submitted now.</param>
    /// <param name="start">When it starts.</param>
    /// <param name="service">How long it runs.</param>
    public Int128 CostOf(CostScope scope, JobArrival job, VirtualTime start, VirtualDuration service)
    {
        var cost = scope == CostScope.ChipHours ? 0 : EnergyOf(job, start, service).Cost;
        var chips = scope == CostScope.Electricity ? 0 : _plan.Site.ChipHour ?? 0;
        return cost + (VirtualDuration.Min(service, Outlook).Microseconds * CostUnits * chips);
    }

    /// <summary>What the energy of each chip of a job comes to.</summary>
    /// <param name="job">The job, submitted now.</param>
    /// <param name="start">When it starts.</param>
    /// <param name="service">How long it runs.</param>
    public SiteTotals EnergyOf(JobArrival job, VirtualTime start, VirtualDuration service)
    {
        var from = VirtualTime.Min(start, job.Submit + Outlook);
        return _rates.Value.Of(_plan.Chip.Power.Of(_plan.ActivityOf(job)), from, from + VirtualDuration.Min(service, Outlook));
    }

    /// <summary>
    /// When a job is best released: at once, or when a step of the rates begins, the earliest of equally good ones. It is
    /// done by its deadline then, if it could be.
    /// </summary>
    private VirtualTime BestRelease(JobArrival job, VirtualTime start, VirtualDuration service, JobShift shift)
    {
        var (submit, best) = (job.Submit, job.Submit);
        var least = AmountAt(start);
        var latest = submit + shift.Deadline - service;
        var apart = new VirtualDuration(Math.Max(1, shift.Deadline.Microseconds / MostTries));
        for (var step = _rates.Value.StepAt(submit).End; step <= latest; step = BeginsFrom(step + apart))
        {
            if (step > start && AmountAt(step) is var amount && amount < least)
            {
                (best, least) = (step, amount);
            }
        }

        return best;

        VirtualTime BeginsFrom(VirtualTime time) => _rates.Value.StepAt(time) is var step && step.Start == time ? time : step.End;

        Int128 AmountAt(VirtualTime from) => EnergyOf(job, from, service) is var totals && shift.Goal == ShiftGoal.Carbon
            ? totals.Carbon
            : totals.Cost;
    }
}
