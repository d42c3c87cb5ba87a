using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Workloads;
using Orleans.Simulation.Traces.Formats;
using Orleans.Simulation.Traces.Validation;

namespace Orleans.Simulation.Traces.Tests.Itp;

public sealed class ItpTraceTests
{
    // Row and GPU-hour counts: traces/SOURCES.md of the shared data.
    [SkippableTheory]
    [InlineData("cluster02.csv", 5778, 123_748)]
    [InlineData("cluster03.csv", 3011, 165_443)]
    [InlineData("cluster04.csv", 15_802, 705_683)]
    [InlineData("cluster05.csv", 3629, 14_303)]
    [InlineData("cluster06.csv", 2396, 123_879)]
    [InlineData("cluster08.csv", 13_047, 67_100)]
    public void Check_PublishedTrace_HasPublishedCounts(string name, long jobs, long gpuHours)
    {
        var source = Source(name);
        var report = TraceValidation.Check(source);
        Assert.Empty(report.Issues);
        Assert.Equal("itp", TraceFormats.Detect(source.File).Name);
        Assert.Equal(jobs, report.Overview!.Jobs);
        Assert.Equal(gpuHours, (long)Math.Round(report.Overview.ChipHours));
    }

    [SkippableFact]
    public void ArrivalStream_AllPublishedTraces_MergesEveryJob()
    {
        using var stream = ArrivalStream.Open([.. ItpFit.Files.Select(Source)]);
        var keys = stream.ReadBefore(VirtualTime.Never).Select(arrival => (arrival.Submit, arrival.Source, arrival.Row)).ToList();
        Assert.Equal(43_663, keys.Count);
        Assert.Equal(keys.Order(), keys);
    }

    internal static TraceSource Source(string name) => new(
        name,
        JobArrival.AnyDataCenter,
        Repository.Shared("traces", "training", "itp", name),
        TraceFormats.Automatic,
        VirtualDuration.Zero,
        TraceSource.TimeScaleUnit);
}
