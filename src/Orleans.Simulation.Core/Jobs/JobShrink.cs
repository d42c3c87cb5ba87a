namespace Orleans.Simulation.Core.Jobs;

/// <summary>How far a job may shrink when it starts again.</summary>
/// <param name="MinChips">Fewest chips with which it works, a multiple of the step; at least 1, less than its chips.</param>
/// <param name="Step">With fewer chips than all, it works with a multiple of this many; at least 1.</param>
public readonly record struct JobShrink(int MinChips, int Step)
{
    /// <summary>The largest number of chips, of some that it has, with which it works.</summary>
    /// <returns>Zero: they are too few.</returns>
    public int Largest(int chips) => chips / Step * Step is var whole && whole >= MinChips ? whole : 0;
}
