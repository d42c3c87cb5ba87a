using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.DataCenters;

/// <summary>What each chip of a job would have drawn more at full speed, since its attempt began.</summary>
/// <param name="Restarting">While it restarted.</param>
/// <param name="Working">While it made progress, or wrote checkpoints.</param>
public readonly record struct JobSparing(Joules Restarting, Joules Working)
{
    /// <summary>Takes a time of the attempt, in which it did not hang.</summary>
    /// <param name="power">What a chip draws less than at full speed.</param>
    /// <param name="from">Its start.</param>
    /// <param name="to">Its end.</param>
    /// <param name="worksFrom">When the attempt begins to make progress.</param>
    public JobSparing With(Watts power, VirtualTime from, VirtualTime to, VirtualTime worksFrom)
    {
        var begin = VirtualTime.Min(VirtualTime.Max(from, worksFrom), to);
        return new(Restarting + (power * (begin - from)), Working + (power * (to - begin)));
    }

    /// <summary>Energy of a chip that came to nothing.</summary>
    /// <remarks>
    /// What it drew while the job made progress is spread evenly over the time that this would have taken at full speed: work that
    /// takes longer at a lower speed is not wasted, and costs less. In whole nanojoules, rounded down.
    /// </remarks>
    /// <param name="busy">Power of a busy chip at full speed.</param>
    /// <param name="restarting">For how long it restarted.</param>
    /// <param name="worked">For how long it made progress or wrote checkpoints.</param>
    /// <param name="atFullSpeed">How long that would have taken at full speed.</param>
    /// <param name="inVain">What came to nothing of that, in time at full speed.</param>
    public Joules Wasted(
        Watts busy, VirtualDuration restarting, VirtualDuration worked, VirtualDuration atFullSpeed, VirtualDuration inVain)
    {
        var drawn = ((busy * worked) - Working).Nanojoules;
        var share = inVain == VirtualDuration.Zero || atFullSpeed == VirtualDuration.Zero
            ? 0
            : drawn * inVain.Microseconds / atFullSpeed.Microseconds;
        return (busy * restarting) - Restarting + new Joules(share);
    }
}
