using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Driver.Telemetry;

/// <summary>Instruments of all runs that this process drives. They cost nothing worth naming while nobody listens.</summary>
internal static class SimulationMeter
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "Orleans.Simulation";

    private static readonly Meter Meter = new(Name, typeof(SimulationMeter).Assembly.GetName().Version!.ToString(3));

    private static readonly Counter<long> Events =
        Meter.CreateCounter<long>("simulation.events", "{event}", "Events played.");

    private static readonly Counter<long> Windows =
        Meter.CreateCounter<long>("simulation.windows", "{window}", "Windows played.");

    private static readonly Counter<long> Calls =
        Meter.CreateCounter<long>("simulation.calls", "{call}", "Calls of grains, by the kind of grain called.");

    private static readonly Counter<double> Wait =
        Meter.CreateCounter<double>("simulation.wait", "s", "Time for which the driver waited for the engine to play windows.");

    private static readonly Counter<double> Recording = Meter.CreateCounter<double>(
        "simulation.recording", "s", "Time that the driver took between windows, to record results and read arrivals.");

    private static readonly Counter<double> SimulatedTime =
        Meter.CreateCounter<double>("simulation.time", "s", "Virtual time played.");

    private static readonly Lock Gate = new();
    private static readonly Ratio CallsPerEvent = new();
    private static readonly Ratio Speed = new();
    private static long _clock = Stopwatch.GetTimestamp();

    static SimulationMeter()
    {
        Meter.CreateObservableGauge(
            "simulation.calls_per_event", ObserveCallsPerEvent, "{call}/{event}", "Calls for each event since the last look.");
        Meter.CreateObservableGauge(
            "simulation.speed", ObserveSpeed, "s/s", "Virtual time played in each second of the clock since the last look.");
    }

    /// <summary>Makes the instruments, so that they are exported before the first run.</summary>
    public static void Open() => RuntimeHelpers.RunClassConstructor(typeof(SimulationMeter).TypeHandle);

    /// <summary>A window was played.</summary>
    public static void AddWindow(WorkCount work)
    {
        Windows.Add(1);
        Events.Add(work.Events);
        AddCalls(1, work.DataCenterCalls, work.RackCalls, work.ChipCalls);
        lock (Gate)
        {
            CallsPerEvent.Below += work.Events;
        }
    }

    /// <summary>Grains were called.</summary>
    public static void AddCalls(long fleet, long dataCenter, long rack, long chip)
    {
        AddCalls("fleet", fleet);
        AddCalls("data_center", dataCenter);
        AddCalls("rack", rack);
        AddCalls("chip", chip);
        lock (Gate)
        {
            CallsPerEvent.Above += fleet + dataCenter + rack + chip;
        }
    }

    /// <summary>The driver waited for the engine.</summary>
    public static void AddWait(TimeSpan time) => Wait.Add(time.TotalSeconds);

    /// <summary>The driver was busy between two windows.</summary>
    public static void AddRecording(TimeSpan time) => Recording.Add(time.TotalSeconds);

    /// <summary>Virtual time was played.</summary>
    public static void AddSimulated(VirtualDuration time)
    {
        SimulatedTime.Add(time.Seconds);
        lock (Gate)
        {
            Speed.Above += time.Seconds;
        }
    }

    private static void AddCalls(string grain, long calls)
    {
        if (calls > 0)
        {
            Calls.Add(calls, new KeyValuePair<string, object?>("grain", grain));
        }
    }

    private static double ObserveCallsPerEvent()
    {
        lock (Gate)
        {
            return CallsPerEvent.Take();
        }
    }

    private static double ObserveSpeed()
    {
        lock (Gate)
        {
            var now = Stopwatch.GetTimestamp();
            Speed.Below = Stopwatch.GetElapsedTime(_clock, now).TotalSeconds;
            _clock = now;
            return Speed.Take();
        }
    }

    /// <summary>A quotient of two sums since it was last taken; 0 where there is nothing below.</summary>
    private sealed class Ratio
    {
        public double Above { get; set; }

        public double Below { get; set; }

        public double Take()
        {
            var ratio = Below > 0 ? Above / Below : 0;
            (Above, Below) = (0, 0);
            return ratio;
        }
    }
}
