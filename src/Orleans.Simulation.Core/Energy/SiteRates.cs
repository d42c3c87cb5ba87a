using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Energy;

/// <summary>The rates of a site as one step function of virtual time, and its integral.</summary>
/// <remarks>
/// Carbon and cost of a nanojoule of IT energy are intensity and price times the PUE, rounded half to even once a step: to
/// micrograms and nano-dollars a kilowatt-hour of IT energy. A PUE with three digits after the point leaves nothing to round
/// where the others have whole milligrams and micro-dollars. The bare product, even of milligrams, would leave 128 bits
/// after ten gigawatt-years.
/// <para>
/// A power between two instants comes to the power times the difference of two integrals, exactly, however the time is cut.
/// Steps are made when they are first asked for; a year of hours takes a megabyte. Beyond <see cref="MostKept"/> every other one is
/// forgotten, and made again from the one before when it is asked for. Not thread-safe.
/// </para>
/// </remarks>
public sealed class SiteRates
{
    /// <summary>Steps that are kept at most: 30 MB, two and a half years of five minutes.</summary>
    internal const int MostKept = 1 << 18;

    private readonly SitePlan _plan;
    private readonly int _most;
    private readonly List<RateStep> _kept = [];
    private RateStep _last;
    private RateStep _found;

    // Of the steps so far, every so many-th one is kept.
    private long _made = 1;
    private long _stride = 1;

    /// <summary>Begins with the first step.</summary>
    /// <param name="plan">The rates one by one.</param>
    /// <exception cref="SimulationFaultException">
    /// A series has no value, or begins after the run: nobody has read its file.
    /// </exception>
    public SiteRates(SitePlan plan)
        : this(plan, MostKept)
    {
    }

    /// <summary>The same with another number of steps that are kept, a power of two.</summary>
    internal SiteRates(SitePlan plan, int most)
    {
        ArgumentNullException.ThrowIfNull(plan);
        foreach (var series in new[] { plan.Pue, plan.Carbon, plan.Price }.OfType<RateSeries>())
        {
            if (series.Values.Count == 0 || series.Start > 0)
            {
                throw new SimulationFaultException(
                    $"a series of {series.Values.Count} values starts at {series.Start} us, "
                    + "must have one for the start of the run");
            }
        }

        (_plan, _most) = (plan, most);
        _last = Step(VirtualTime.Zero, default);
        AreConstant = _last.End.IsNever;
        _kept.Add(_last);
    }

    /// <summary>Whether they never change.</summary>
    public bool AreConstant { get; }

    /// <summary>The step that an instant is in; at a change the one that begins.</summary>
    /// <param name="time">The instant, at least <see cref="VirtualTime.Zero"/>.</param>
    public RateStep StepAt(VirtualTime time) => Find(time);

    /// <summary>The step that an instant is in, in its place until the next one is found: it is long to copy.</summary>
    internal ref readonly RateStep Find(VirtualTime time)
    {
        while (IsBefore(_last, time))
        {
            Make();
        }

        if (_last.Start <= time)
        {
            return ref _last;
        }

        var (low, high) = (0, _kept.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = _kept[middle].Start <= time ? (middle, high) : (low, middle - 1);
        }

        _found = _kept[low];
        while (IsBefore(_found, time))
        {
            _found = After(_found);
        }

        return ref _found;
    }

    /// <summary>Integral of the rates over microseconds, from the start of the run: times milliwatts it gives totals.</summary>
    /// <param name="time">Its end, at least <see cref="VirtualTime.Zero"/>.</param>
    public SiteTotals IntegralTo(VirtualTime time)
    {
        ref readonly var step = ref Find(time);
        return step.Before + (step.Rates * (time - step.Start).Microseconds);
    }

    /// <summary>What a constant power comes to.</summary>
    /// <param name="power">The power.</param>
    /// <param name="from">Since when it is drawn.</param>
    /// <param name="to">Until when.</param>
    public SiteTotals Of(Watts power, VirtualTime from, VirtualTime to) =>
        (IntegralTo(to) - IntegralTo(from)) * power.Milliwatts;

    /// <summary>What an energy comes to where rates are constant.</summary>
    /// <param name="it">The IT energy.</param>
    /// <exception cref="SimulationFaultException">They are not.</exception>
    public SiteTotals Of(Joules it) => AreConstant
        ? _kept[0].Rates * it.Nanojoules
        : throw new SimulationFaultException("the rates of a site change, so that an energy says nothing without its time");

    private static bool IsBefore(in RateStep step, VirtualTime time) => step.End <= time && !step.End.IsNever;

    private void Make()
    {
        _last = After(_last);
        if (_made++ % _stride != 0)
        {
            return;
        }

        _kept.Add(_last);
        if (_kept.Count > _most)
        {
            for (var index = 1; 2 * index < _kept.Count; index++)
            {
                _kept[index] = _kept[2 * index];
            }

            _kept.RemoveRange((_kept.Count + 1) / 2, _kept.Count / 2);
            _stride *= 2;
        }
    }

    private RateStep After(in RateStep step) =>
        Step(step.End, step.Before + (step.Rates * (step.End - step.Start).Microseconds));

    private RateStep Step(VirtualTime start, SiteTotals before)
    {
        var (pue, end) = _plan.Pue.At(start);
        var (carbon, carbonEnd) = _plan.Carbon?.At(start) ?? (0, VirtualTime.Never);
        var (price, priceEnd) = _plan.Price?.At(start) ?? (0, VirtualTime.Never);
        return new(
            start,
            VirtualTime.Min(end, VirtualTime.Min(carbonEnd, priceEnd)),
            new(pue, AtFacility(carbon, pue), AtFacility(price, pue)),
            before);
    }

    /// <summary>A rate of facility energy as one of IT energy, rounded half to even.</summary>
    private static Int128 AtFacility(long rate, long pue)
    {
        var (quotient, rest) = Int128.DivRem(Math.BigMul(rate, pue), SitePlan.PueUnit);
        var twice = 2 * Int128.Abs(rest);
        return twice > SitePlan.PueUnit || (twice == SitePlan.PueUnit && Int128.IsOddInteger(quotient))
            ? quotient + Int128.Sign(rest)
            : quotient;
    }
}
