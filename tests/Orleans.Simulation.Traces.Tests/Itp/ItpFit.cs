namespace Orleans.Simulation.Traces.Tests.Itp;

/// <summary>What the generator needs to know of a workload, measured on traces.</summary>
/// <param name="HourlyCounts">Submissions by hour of the day, counted from the zero of the traces.</param>
/// <param name="Sizes">By chips: number of jobs, median run time in seconds, standard deviation of its natural logarithm.</param>
internal sealed record ItpFit(
    IReadOnlyList<long> HourlyCounts,
    IReadOnlyList<(int Chips, long Jobs, double Median, double Sigma)> Sizes)
{
    public static readonly IReadOnlyList<string> Files =
        ["cluster02.csv", "cluster03.csv", "cluster04.csv", "cluster05.csv", "cluster06.csv", "cluster08.csv"];

    public static ItpFit Of(IReadOnlyList<TraceJob> jobs)
    {
        var hours = new long[24];
        foreach (var job in jobs)
        {
            hours[(int)(job.Submit.Microseconds / 3_600_000_000 % 24)]++;
        }

        return new ItpFit(hours, [.. jobs.GroupBy(job => job.Chips).OrderBy(size => size.Key).Select(FitSize)]);
    }

    private static (int Chips, long Jobs, double Median, double Sigma) FitSize(IGrouping<int, TraceJob> size)
    {
        var works = size.Select(job => job.Work.Seconds).Order().ToList();
        var logarithms = works.ConvertAll(Math.Log);
        var mean = logarithms.Average();
        var sigma = Math.Sqrt(logarithms.Average(logarithm => (logarithm - mean) * (logarithm - mean)));
        var median = (works[(works.Count - 1) / 2] + works[works.Count / 2]) / 2;
        return (size.Key, works.Count, median, sigma);
    }
}
