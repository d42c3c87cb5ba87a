namespace Orleans.Simulation.Traces.Tests.Itp;

public sealed class ItpFitTests
{
    private static readonly long[] HourlyCounts =
    [
        1859, 1837, 2220, 2177, 2203, 1838, 1579, 1657, 1759, 1669, 1497, 1524,
        1360, 1809, 1580, 1489, 1698, 1808, 1796, 2284, 1676, 2035, 2227, 2082,
    ];

    private static readonly (int Chips, long Jobs, double Median, double Sigma)[] Sizes =
    [
        (1, 34_971, 8324, 1.1574),
        (2, 585, 2360, 1.2737),
        (4, 1280, 7724, 1.5721),
        (8, 6068, 15_393.5, 1.4368),
        (16, 371, 32_559, 1.9717),
        (32, 343, 79_904, 1.8240),
        (64, 45, 18_179, 1.9790),
    ];

    // Presets of the generator carry these numbers: this shows where they come from.
    [SkippableFact]
    public void Fit_SixPublishedTraces_GivesPresetNumbers()
    {
        var fit = ItpFit.Of([.. ItpFit.Files.SelectMany(name => TraceFile.Read(ItpTraceTests.Source(name)))]);
        Assert.Equal(HourlyCounts, fit.HourlyCounts);
        Assert.Equal(
            Sizes, fit.Sizes.Select(size => (size.Chips, size.Jobs, size.Median, Math.Round(size.Sigma, 4))));
    }
}
