using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Engines;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Driver.Telemetry;
using Orleans.Simulation.Driver.Tests.Runs;
using Orleans.Simulation.Reporting;

namespace Orleans.Simulation.Driver.Tests.Telemetry;

/// <summary>Covers: what the instruments count, and what a collector gets.</summary>
/// <remarks>The instruments belong to the process, so nothing else may run meanwhile.</remarks>
[CollectionDefinition(nameof(TelemetryTests), DisableParallelization = true)]
[Collection(nameof(TelemetryTests))]
public sealed class TelemetryTests
{
    [Fact]
    public async Task Instruments_OverARun_CountWhatItsPerformanceSays()
    {
        using var sums = new Sums();

        var performance = (await PlayAsync()).Performance;

        Assert.Equal(performance.Events, sums["simulation.events"]);
        Assert.Equal(performance.Windows, sums["simulation.windows"]);
        Assert.Equal(performance.GrainCalls.Fleet, sums["simulation.calls fleet"]);
        Assert.Equal(performance.GrainCalls.DataCenter, sums["simulation.calls data_center"]);
        Assert.Equal(performance.GrainCalls.Rack, sums["simulation.calls rack"]);
        Assert.Equal(performance.GrainCalls.Chip, sums["simulation.calls chip"]);
        Assert.Equal(performance.SimulatedSeconds, sums["simulation.time"], 1e-6);
    }

    [Fact]
    public void Instruments_WindowsThatBeganAndEnded_TellWaitsAndExactVirtualTime()
    {
        using var sums = new Sums();
        var meter = new RunMeter("test");
        meter.Activated(FailingFleet.Specification.Fleet);

        meter.BeginWindow(VirtualTime.FromSeconds(10));
        Assert.Equal(0, sums["simulation.time"]);
        meter.Add(new WorkCount(4, 1, 1, 1));
        Assert.Equal(0, sums["simulation.recording"]);
        meter.BeginWindow(VirtualTime.FromSeconds(20));
        Assert.Equal(10, sums["simulation.time"]);
        meter.Add(new WorkCount(4, 1, 1, 1));
        meter.Settled(VirtualTime.FromSeconds(15));

        Assert.Equal(15, sums["simulation.time"]);
        Assert.True(sums["simulation.wait"] > 0, "No wait was counted.");
        Assert.True(sums["simulation.recording"] > 0, "No recording was counted.");
    }

    [Theory]
    [InlineData(HttpProtocols.Http1, "base", "/base/v1/metrics", "/base/v1/traces")]
    [InlineData(
        HttpProtocols.Http2,
        "",
        "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export",
        "/opentelemetry.proto.collector.trace.v1.TraceService/Export")]
    public async Task Export_OfARun_ReachesTheCollector(HttpProtocols protocols, string path, string metrics, string traces)
    {
        await using var collector = await OtlpCollector.StartAsync(protocols);
        using (TelemetryExport.Start(new(collector.Address, path)))
        {
            using var span = RunSpans.Run("failing", "reference");
            using (RunSpans.Activation(FailingFleet.Specification.Fleet))
            {
            }

            using (RunSpans.Window(VirtualTime.FromSeconds(1)))
            using (RunSpans.Checkpoint(VirtualTime.FromSeconds(1)))
            using (RunSpans.Restore(VirtualTime.FromSeconds(1)))
            using (RunSpans.Settlement(VirtualTime.FromSeconds(1)))
            {
                await PlayAsync();
            }
        }

        string[] instruments =
        [
            "simulation.events", "simulation.windows", "simulation.calls", "simulation.calls_per_event", "simulation.speed",
            "simulation.time", "data_center",
        ];
        Assert.All(instruments, name => Assert.Contains(name, collector.TextOf(metrics), StringComparison.Ordinal));
        string[] spans = ["run", "activation", "window", "checkpoint", "restore", "settlement", "simulation.chips"];
        Assert.All(spans, name => Assert.Contains(name, collector.TextOf(traces), StringComparison.Ordinal));
    }

    private static async Task<RunResult> PlayAsync()
    {
        var specification = FailingFleet.Specification;
        using var recorder = new ResultRecorder(RunLabels.Of(specification.Fleet, specification.Sources), folder: null);
        return await new SimulationRun(specification, new ReferenceEngine(), recorder, PlaybackOptions.Default)
            .PlayAsync(CancellationToken.None);
    }

    /// <summary>Adds up what the instruments of the simulation measure, calls by the grain called.</summary>
    private sealed class Sums : IDisposable
    {
        private readonly Dictionary<string, double> _sums = new(StringComparer.Ordinal);
        private readonly MeterListener _listener = new();

        public Sums()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Orleans.Simulation")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.Start();
        }

        public double this[string name] => _sums.GetValueOrDefault(name);

        public void Dispose() => _listener.Dispose();

        private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var name = tags.Length == 0 ? instrument.Name : $"{instrument.Name} {tags[0].Value}";
            _sums[name] = this[name] + value;
        }
    }
}
