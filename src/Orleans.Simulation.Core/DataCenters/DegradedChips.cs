using Orleans.Simulation.Core.Scheduling;

namespace Orleans.Simulation.Core.DataCenters;

/// <summary>
/// Chips that hang on something degraded that nobody has noticed: jobs on them are slow. There are few at a time.
/// </summary>
internal sealed class DegradedChips
{
    private const int FullPace = 100;

    private readonly Dictionary<(int Site, int Number), (IReadOnlyList<ChipSet> Chips, int PacePercent)> _failures = [];

    /// <summary>Something is degraded.</summary>
    public void Add(int site, int number, IReadOnlyList<ChipSet> chips, int pacePercent) =>
        _failures.Add((site, number), (chips, pacePercent));

    /// <summary>It is noticed.</summary>
    public void Remove(int site, int number) => _failures.Remove((site, number));

    /// <summary>How long a job takes on some chips, in percent: as long as on the slowest of them.</summary>
    public int PaceOn(IReadOnlyList<ChipSet> chips)
    {
        var pace = FullPace;
        foreach (var (degraded, percent) in _failures.Values)
        {
            pace = percent > pace && degraded.Any(some => chips.Any(own => own.CountIn(some) > 0)) ? percent : pace;
        }

        return pace;
    }
}
