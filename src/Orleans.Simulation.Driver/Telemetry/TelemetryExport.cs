using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Orleans.Simulation.Driver.Telemetry;

/// <summary>
/// Sends metrics every 10 s and at the end, and spans as they end, to a collector of OpenTelemetry. A collector that does not
/// answer disturbs nothing.
/// </summary>
public sealed class TelemetryExport : IDisposable
{
    private const int PeriodMilliseconds = 10_000;
    private const int FlushMilliseconds = 5_000;
    private const int HttpPort = 4318;
    private const string ServiceName = "orleans-simulation";

    private readonly MeterProvider _metrics;
    private readonly TracerProvider _traces;

    private TelemetryExport(MeterProvider metrics, TracerProvider traces) => (_metrics, _traces) = (metrics, traces);

    /// <summary>Exports what this process does, for a process without a host.</summary>
    /// <param name="collector">
    /// URL of the collector: HTTP with protobuf where its port is 4318 or it has a path, under which metrics and traces lie
    /// at <c>v1/metrics</c> and <c>v1/traces</c>; else gRPC.
    /// </param>
    /// <returns>The export; disposing flushes it, for at most 5 s each.</returns>
    public static TelemetryExport Start(Uri collector)
    {
        var instance = $"{Environment.MachineName}-{Environment.ProcessId}";
        var metrics = Sdk.CreateMeterProviderBuilder();
        AddMetrics(metrics.ConfigureResource(resource => Describe(resource, instance)), collector);
        var traces = Sdk.CreateTracerProviderBuilder();
        AddTraces(traces.ConfigureResource(resource => Describe(resource, instance)), collector);
        return new(metrics.Build(), traces.Build());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _traces.ForceFlush(FlushMilliseconds);
        _traces.Dispose();
        _metrics.ForceFlush(FlushMilliseconds);
        _metrics.Dispose();
    }

    /// <summary>Exports what a host does, as long as it lives.</summary>
    internal static void AddTo(IServiceCollection services, Uri collector, string instance) => services
        .AddOpenTelemetry()
        .ConfigureResource(resource => Describe(resource, instance))
        .WithMetrics(metrics => AddMetrics(metrics, collector))
        .WithTracing(traces => AddTraces(traces, collector));

    private static void Describe(ResourceBuilder resource, string instance) => resource.AddService(
        ServiceName,
        serviceVersion: typeof(TelemetryExport).Assembly.GetName().Version!.ToString(3),
        serviceInstanceId: instance);

    private static void AddMetrics(MeterProviderBuilder metrics, Uri collector)
    {
        SimulationMeter.Open();
        metrics
            .AddMeter(SimulationMeter.Name, "Microsoft.Orleans")

            // Both look at every activation each time they are collected: a million of them.
            .AddView("orleans-directory-cache-size", MetricStreamConfiguration.Drop)
            .AddView("orleans-messaging-processing-activation-data", MetricStreamConfiguration.Drop)
            .AddOtlpExporter((exporter, reader) =>
            {
                Configure(exporter, collector, "v1/metrics");
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = PeriodMilliseconds;
            });
    }

    /// <summary>Orleans' own sources stay out: they have a span for each call or activation.</summary>
    private static void AddTraces(TracerProviderBuilder traces, Uri collector) => traces
        .AddSource(RunSpans.SourceName)
        .AddOtlpExporter(exporter => Configure(exporter, collector, "v1/traces"));

    private static void Configure(OtlpExporterOptions exporter, Uri collector, string path)
    {
        var isHttp = collector.Port == HttpPort || collector.AbsolutePath != "/";
        exporter.Protocol = isHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        exporter.Endpoint = isHttp ? new(collector.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/" + path) : collector;
    }
}
