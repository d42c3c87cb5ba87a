using System.Diagnostics;
using Orleans.Simulation.Benchmarks.Cases;
using Orleans.Simulation.Benchmarks.Figures;

namespace Orleans.Simulation.Benchmarks;

/// <summary>Runs cases and gathers their figures: a single one in this process, several in a process each.</summary>
internal static class BenchmarkSession
{
    /// <summary>Runs cases one after the other. One that fails does not stop the others.</summary>
    public static async Task<BenchmarkReport> RunAsync(
        IReadOnlyList<IBenchmarkCase> cases, CaseScale scale, CancellationToken cancellation)
    {
        var (figures, failed) = (new List<Figure>(), new List<string>());
        foreach (var each in cases)
        {
            var measured = cases.Count == 1
                ? await MeasureAsync(each, scale)
                : await CaseProcess.RunAsync(each, scale, cancellation);
            if (measured is null)
            {
                failed.Add(each.Name);
                continue;
            }

            figures.AddRange(measured);
            var compared = new FigureList(each.Name, judges: !scale.IsQuick);
            each.Compare(figures, compared);
            figures.AddRange(compared.All);
        }

        return BenchmarkReport.Of(scale.IsQuick, figures, failed);
    }

    private static async Task<IReadOnlyList<Figure>?> MeasureAsync(IBenchmarkCase each, CaseScale scale)
    {
        var figures = new FigureList(each.Name, judges: !scale.IsQuick);
        Console.Error.WriteLine($"{each.Name}: {each.Title} ...");
        var clock = Stopwatch.StartNew();
        try
        {
            await each.MeasureAsync(scale, figures);
            Console.Error.WriteLine($"{each.Name}: {clock.Elapsed.TotalSeconds:N1} s");
            return figures.All;
        }
        catch (Exception exception)
        {
            Console.Error.WriteLine($"{each.Name} failed: {exception}");
            return null;
        }
    }
}
