using System.Diagnostics;
using System.Runtime.InteropServices;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Telemetry;
using Orleans.Simulation.Reporting.Summaries;

namespace Orleans.Simulation.Driver.Playback;

/// <summary>Measures what a run costs: time by phase, calls, memory.</summary>
internal sealed class RunMeter(string engine)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly TimeSpan _cpuBefore = Process.GetCurrentProcess().TotalProcessorTime;
    private WorkCount _work;
    private TimeSpan _activated;
    private TimeSpan _played;
    private long _windows;
    private long _settlementCalls;
    private long _changes;
    private long _racks;
    private long _chips;
    private int _dataCenters;
    private TimeSpan? _windowBegan;
    private TimeSpan? _windowEnded;
    private VirtualTime _simulated;
    private VirtualTime _horizon;

    /// <summary>The fleet is made: every grain in it was called once, and every chip is called once more in the end.</summary>
    public void Activated(FleetPlan fleet)
    {
        _activated = _clock.Elapsed;
        (_dataCenters, _racks, _chips) = (fleet.DataCenters.Count, fleet.Racks, fleet.Chips);
        SimulationMeter.AddCalls(1, _dataCenters, _racks, _chips);
    }

    /// <summary>A window is asked for; what came before was spent on recording the last one and on reading arrivals.</summary>
    /// <param name="horizon">Its horizon.</param>
    public void BeginWindow(VirtualTime horizon)
    {
        _windowBegan = _clock.Elapsed;
        if (_windowEnded is { } ended)
        {
            SimulationMeter.AddRecording(_windowBegan.Value - ended);
        }

        // Only now is it certain that the window before went up to its horizon: the last one ends before.
        AddSimulated(_horizon);
        _horizon = horizon;
    }

    /// <summary>A window was played.</summary>
    public void Add(WorkCount work)
    {
        _windows++;
        _work += work;
        SimulationMeter.AddWindow(work);
        _windowEnded = _clock.Elapsed;
        if (_windowBegan is { } began)
        {
            SimulationMeter.AddWait(_windowEnded.Value - began);
        }
    }

    /// <summary>The last window was played.</summary>
    public void Played() => _played = _clock.Elapsed;

    /// <summary>A data center is closed.</summary>
    public void Add(DataCenterClosing closing)
    {
        _work += new WorkCount(0, 0, 0, closing.ChipCalls);
        SimulationMeter.AddCalls(0, 0, 0, closing.ChipCalls);
    }

    /// <summary>A data center was called to settle racks or to finish.</summary>
    public void AddSettlementCall()
    {
        _settlementCalls++;
        SimulationMeter.AddCalls(0, 1, 0, 0);
    }

    /// <summary>A chip reported how often its state changed.</summary>
    public void AddChanges(long changes) => _changes += changes;

    /// <summary>All books are closed.</summary>
    public RunPerformance Settled(VirtualTime end)
    {
        var wall = _clock.Elapsed;
        AddSimulated(end);
        SimulationMeter.AddCalls(0, 0, _racks, _chips);
        using var process = Process.GetCurrentProcess();
        var play = Math.Max((_played - _activated).TotalSeconds, 1e-9);
        var calls = Calls();
        var work = Math.Max((wall - _activated).TotalSeconds, 1e-9);
        return new(
            engine,
            wall.TotalSeconds,
            _activated.TotalSeconds,
            play,
            (wall - _played).TotalSeconds,
            (process.TotalProcessorTime - _cpuBefore).TotalSeconds,
            _work.Events,
            _work.Events / play,
            _changes,
            _changes / work,
            calls,
            (calls.Total - _chips - _racks - _dataCenters - 1) / work,
            _windows,
            process.PeakWorkingSet64,
            end.Seconds,
            end.Seconds / wall.TotalSeconds,
            new(
                Environment.ProcessorCount,
                GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
                RuntimeInformation.OSDescription,
                RuntimeInformation.FrameworkDescription));
    }

    private void AddSimulated(VirtualTime time)
    {
        if (time > _simulated)
        {
            SimulationMeter.AddSimulated(time - _simulated);
            _simulated = time;
        }
    }

    /// <summary>Calls while playing, and the two of beginning and settlement. Without actors these are plain calls.</summary>
    private GrainCalls Calls() => new(
        _windows + 1,
        _work.DataCenterCalls + _dataCenters + _settlementCalls,
        _work.RackCalls + (2 * _racks),
        _work.ChipCalls + (2 * _chips));
}
