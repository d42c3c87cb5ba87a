using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Workloads;
using Orleans.Simulation.Scenarios.Catalog;
using Orleans.Simulation.Scenarios.Quantities;
using Orleans.Simulation.Scenarios.Specs;
using Orleans.Simulation.Scenarios.Yaml;

namespace Orleans.Simulation.Scenarios.Binding;

/// <summary>Binds a document to a scenario, strictly: every key must be known and every value in its range.</summary>
internal static class ScenarioBinder
{
    private static readonly ScalarFormat<VirtualDuration> RunLength = ScalarFormats.Between(
        new VirtualDuration(1), Scenario.MaxDuration, "longer than 0s and at most 36525d");

    private static readonly ScalarFormat<VirtualDuration> SampleInterval = ScalarFormats.Between(
        OutputSpec.MinInterval, DurationText.Max, "1s to 365250d");

    private static readonly ScalarFormat<VirtualDuration> StepPeriod = ScalarFormats.Between(
        TrainingStepSpec.MinPeriod, TrainingStepSpec.MaxPeriod, "10ms to 10m");

    private static readonly ScalarFormat<decimal> Load = ScalarFormats.Number(0.000001m, GeneratorSpec.MaxLoad);

    private static readonly ScalarFormat<decimal> Share = ScalarFormats.Number(0.000001m, 0.999999m);

    private static readonly ScalarFormat<decimal> MfuFactor = ScalarFormats.Number(0.000001m, MfuStepSpec.MaxFactor);

    private static readonly ScalarFormat<long> Parameters = ScalarFormats.Multiple(JobSizeSpec.MaxParameters);

    private static readonly ScalarFormat<long> Tokens = ScalarFormats.Multiple(JobSizeSpec.MaxTokens);

    private static readonly ScalarFormat<decimal> TimeScale = ScalarFormats.Number(0.000001m, TraceSpec.MaxTimeScale);

    private static readonly ScalarFormat<long> Weight = ScalarFormats.Integer(1, GeneratorSpec.MaxWeight);

    private static readonly ScalarFormat<long> HourlyWeight = ScalarFormats.Integer(0, GeneratorSpec.MaxWeight);

    /// <summary>Binds a document; what is wrong goes to the record, and stand-ins take its place.</summary>
    public static Scenario Bind(ScenarioNode root, BindingRecord record)
    {
        var document = MappingBinder.Open(root, string.Empty, record);
        var hardware = new HardwareBinder(HardwareCatalog.BuiltIn);
        var scenario = new Scenario
        {
            Name = document.Required("name", ScalarFormats.Name, string.Empty),
            Description = document.Optional("description", ScalarFormats.Text, string.Empty),
            Seed = document.Optional("seed", ScalarFormats.Seed, Scenario.DefaultSeed),
            Duration = document.Maybe("duration", RunLength),
            StartsAt = document.Maybe("startsAt", ScalarFormats.Instant),
            Fleet = Fleet(document.RequiredMapping("fleet")),
            Workload = Workload(document.RequiredMapping("workload")),
            Compute = Compute(document.MappingOrEmpty("compute")),
            Broker = BrokerBinder.Broker(document.MappingOrEmpty("broker")),
            Scheduler = Scheduler(document.MappingOrEmpty("scheduler")),
            Failures = FailureBinder.Failures(document.MappingOrEmpty("failures")),
            Energy = SiteBinder.Energy(document.MappingOrEmpty("energy")),
            Power = PowerBinder.OfAll(document.MappingOrEmpty("power")),
            Outputs = Outputs(document.MappingOrEmpty("outputs")),
            Published = PublishedBinder.Published(document),
            Provenance = ProvenanceBinder.Provenance(document),
            ChipTypes = hardware.ChipTypes(document.Mapping("chipTypes")),
            RackTypes = hardware.RackTypes(document.Mapping("rackTypes")),
        };
        document.Close();
        return scenario;
    }

    private static FleetSpec Fleet(MappingBinder section)
    {
        var fleet = new FleetSpec
        {
            Chips = section.Maybe("chips", ScalarFormats.Integer(1, FleetSpec.MaxChips)),
            DataCenters = section.RequiredMappings("dataCenters", FleetSpec.MaxDataCenters, DataCenter),
        };
        section.Close();
        return fleet;
    }

    private static DataCenterSpec DataCenter(MappingBinder section)
    {
        var dataCenter = new DataCenterSpec
        {
            Name = section.Required("name", ScalarFormats.Name, string.Empty),
            Rack = section.Required("rack", ScalarFormats.Name, string.Empty),
            Racks = section.Maybe("racks", ScalarFormats.Integer(1, FleetSpec.MaxChips)),
            Chips = section.Maybe("chips", ScalarFormats.Integer(1, FleetSpec.MaxChips)),
            Share = section.Maybe("share", ScalarFormats.Integer(1, DataCenterSpec.MaxShare)),
            Vendor = section.MaybeText("vendor", ScalarFormats.Name),
            Weight = section.Maybe("weight", ScalarFormats.SmallInteger(1, DataCenterSpec.MaxWeight)),
            Region = section.MaybeText("region", ScalarFormats.Name),
            ChipPrice = section.Maybe("chipPrice", ScalarFormats.PriceKinds),
            Site = SiteBinder.Site(section),
            Power = section.Mapping("power") is { } power ? PowerBinder.OfDataCenter(power) : new(),
        };
        section.Close();
        return dataCenter;
    }

    private static WorkloadSpec Workload(MappingBinder section)
    {
        var workload = new WorkloadSpec
        {
            Folder = section.MaybeText("folder", ScalarFormats.FilePath),
            Sources = section.RequiredMappings("sources", WorkloadSpec.MaxSources, Source),
        };
        section.Close();
        return workload;
    }

    private static SourceSpec Source(MappingBinder section)
    {
        var source = new SourceSpec
        {
            Name = section.Required("name", ScalarFormats.Name, string.Empty),
            DataCenter = section.MaybeText("dataCenter", ScalarFormats.Name),
            Generator = section.Mapping("generator") is { } generator ? Generator(generator) : null,
            Trace = Trace(section),
            Activity = section.Optional("activity", ScalarFormats.Activities, JobActivity.Training),
            Step = section.Mapping("step") is { } step ? Step(step) : null,
            Priority = section.Optional("priority", ScalarFormats.SmallInteger(SourceSpec.MinPriority, SourceSpec.MaxPriority), 0),
            Sites = section.Optional("sites", ScalarFormats.SmallInteger(1, WorkloadSource.MaxSites), 1),
            Gang = section.Optional("gang", ScalarFormats.Boolean, fallback: false),
            Shrink = section.Mapping("shrink") is { } shrink ? Shrink(shrink) : null,
            Affinity = BrokerBinder.Affinity(section),
            Shift = BrokerBinder.Shift(section),
        };
        section.Close();
        return source;
    }

    private static TrainingStepSpec Step(MappingBinder section)
    {
        var step = new TrainingStepSpec
        {
            Period = section.Optional("period", StepPeriod, TrainingStepSpec.DefaultPeriod),
            Communicating = section.Optional("communicating", Share, TrainingStepSpec.DefaultCommunicating),
            Low = section.Optional("low", ScalarFormats.StepLows, StepLow.Idle),
        };
        section.Close();
        return step;
    }

    private static ShrinkSpec Shrink(MappingBinder section)
    {
        var shrink = new ShrinkSpec
        {
            To = section.Required("to", Share, 0.5m),
            Step = section.Optional("step", ScalarFormats.SmallInteger(1, FleetSpec.MaxChips), 1),
        };
        section.Close();
        return shrink;
    }

    // The keys of a trace are known only beside one, so that they cannot be lost on a generator.
    private static TraceSpec? Trace(MappingBinder section)
    {
        var file = section.MaybeText("trace", ScalarFormats.FilePath);
        return !section.Has("trace")
            ? null
            : new TraceSpec
            {
                File = file ?? string.Empty,
                Format = section.Optional("format", ScalarFormats.Name, TraceSpec.DefaultFormat),
                TimeShift = section.Optional("timeShift", ScalarFormats.AnyDuration, VirtualDuration.Zero),
                TimeScale = section.Optional("timeScale", TimeScale, 1m),
            };
    }

    private static GeneratorSpec Generator(MappingBinder section)
    {
        var uniform = Enumerable.Repeat(1L, GeneratorSpec.HoursPerDay);
        var generator = new GeneratorSpec
        {
            Load = section.Maybe("load", Load),
            MeanInterarrival = section.Maybe("meanInterarrival", ScalarFormats.PositiveDuration),
            HourlyWeights =
                section.Scalars("hourlyWeights", GeneratorSpec.HoursPerDay, HourlyWeight, 1L) ?? [.. uniform],
            Sizes = section.RequiredMappings("sizes", GeneratorSpec.MaxSizes, Size),
            MinRunTime = section.Optional("minRunTime", ScalarFormats.Duration, GeneratorSpec.DefaultMinRunTime),
            MaxRunTime = section.Optional("maxRunTime", ScalarFormats.PositiveDuration, GeneratorSpec.DefaultMaxRunTime),
        };
        section.Close();
        return generator;
    }

    private static JobSizeSpec Size(MappingBinder section)
    {
        var size = new JobSizeSpec
        {
            Chips = section.Required("chips", ScalarFormats.SmallInteger(1, FleetSpec.MaxChips), 1),
            Weight = section.Required("weight", Weight, 1),
            MedianRunTime = section.Maybe("medianRunTime", ScalarFormats.PositiveDuration),
            Work = Stated(section, "work", ScalarFormats.Flop, 1m),
            Parameters = Stated(section, "parameters", Parameters, 1L),
            Tokens = Stated(section, "tokens", Tokens, 1L),
            Mfu = section.Maybe("mfu", ScalarFormats.Mfu),
            Sigma = section.Required("sigma", ScalarFormats.Number(0, JobSizeSpec.MaxSigma), 0m),
        };
        section.Close();
        return size;
    }

    // What is wrong is given all the same: nobody must object that it is missing.
    private static T? Stated<T>(MappingBinder section, string key, ScalarFormat<T> format, T standIn)
        where T : struct => section.Maybe(key, format) ?? (section.Has(key) ? standIn : null);

    private static ComputeSpec Compute(MappingBinder section)
    {
        var compute = new ComputeSpec
        {
            Precision = section.Optional("precision", ScalarFormats.Precisions, ComputeSpec.DefaultPrecision),
            Mfu = section.Maybe("mfu", ScalarFormats.Mfu),
            Scaling = section.Mappings("scaling", ComputeSpec.MaxSteps, MfuStep) ?? ComputeSpec.DefaultScaling,
        };
        section.Close();
        return compute;
    }

    private static MfuStepSpec MfuStep(MappingBinder section)
    {
        var step = new MfuStepSpec
        {
            Chips = section.Required("chips", ScalarFormats.SmallInteger(1, FleetSpec.MaxChips), 1),
            Factor = section.Required("factor", MfuFactor, 1m),
        };
        section.Close();
        return step;
    }

    private static SchedulerSpec Scheduler(MappingBinder section)
    {
        var scheduler = new SchedulerSpec
        {
            Order = section.Optional("order", ScalarFormats.Order, SchedulerSpec.DefaultOrder),
            Placement = section.Optional("placement", ScalarFormats.Placement, SchedulerSpec.DefaultPlacement),
            Interval = section.Optional("interval", ScalarFormats.Duration, VirtualDuration.Zero),
        };
        section.Close();
        return scheduler;
    }

    private static OutputSpec Outputs(MappingBinder section)
    {
        var outputs = new OutputSpec
        {
            Interval = section.Optional("interval", SampleInterval, OutputSpec.DefaultInterval),
            Tables = section.Optional("tables", ScalarFormats.Tables, OutputSpec.DefaultTables),
            Chips = section.Optional("chips", ScalarFormats.Boolean, fallback: true),
        };
        section.Close();
        return outputs;
    }
}
