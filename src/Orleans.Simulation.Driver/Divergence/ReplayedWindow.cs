using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Divergence;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Snapshots;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Engines;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Traces;

namespace Orleans.Simulation.Driver.Divergence;

/// <summary>A run played again by the reference engine to the end of a window, with what happened in the window.</summary>
internal sealed class ReplayedWindow
{
    private static readonly VirtualDuration Instant = new(1);
    private static readonly VirtualDuration Stretch = VirtualDuration.FromMinutes(15);

    private readonly RunSpecification _specification;
    private readonly ReferenceEngine _engine;
    private readonly List<WindowHash> _hashes = [];
    private readonly List<JobArrival> _arrivals = [];
    private readonly SortedDictionary<(int DataCenter, int Rack), List<Happening>> _happenings = [];
    private readonly Dictionary<(int DataCenter, int Rack), RackSnapshot> _before = [];
    private readonly Dictionary<(int DataCenter, int Rack), RackSnapshot> _after = [];
    private VirtualTime _horizon;
    private VirtualTime _watchFrom = VirtualTime.Never;
    private bool _hasEnded;

    private ReplayedWindow(RunSpecification specification)
    {
        _specification = specification;
        _engine = new(Observe);
    }

    /// <summary>The rolling hashes, as far as windows have been cut off.</summary>
    public IReadOnlyList<WindowHash> Hashes => _hashes;

    /// <summary>Jobs that were submitted in the window.</summary>
    public IReadOnlyList<JobArrival> Arrivals => _arrivals;

    /// <summary>Everything that happened in the window to a rack, in order.</summary>
    public IReadOnlyDictionary<(int DataCenter, int Rack), List<Happening>> Happenings => _happenings;

    /// <summary>Racks at the start of the window.</summary>
    public IReadOnlyDictionary<(int DataCenter, int Rack), RackSnapshot> Before => _before;

    /// <summary>Racks at the end of the window.</summary>
    public IReadOnlyDictionary<(int DataCenter, int Rack), RackSnapshot> After => _after;

    /// <summary>Plays a run to the end of a window.</summary>
    /// <param name="specification">The run.</param>
    /// <param name="window">The window.</param>
    public static async Task<ReplayedWindow> PlayAsync(RunSpecification specification, DivergentWindow window)
    {
        var replay = new ReplayedWindow(specification);
        using var arrivals = ArrivalStream.Open(specification.Sources);
        await replay._engine.BeginAsync(specification.Fleet, CancellationToken.None);
        await replay.AdvanceAsync(arrivals, window.Start);
        await replay.SaveAsync(window.DataCenter, window.Rack, replay._before);
        replay._watchFrom = window.Start;
        await replay.AdvanceAsync(arrivals, window.End);
        await replay.SaveAsync(window.DataCenter, window.Rack, replay._after);
        replay._watchFrom = VirtualTime.Never;

        // The hashes of the window are cut off once the clock leaves it.
        await replay.AdvanceAsync(arrivals, window.End + Instant);
        return replay;
    }

    private async Task AdvanceAsync(ArrivalStream arrivals, VirtualTime horizon)
    {
        while (_horizon < horizon && !_hasEnded)
        {
            _horizon = VirtualTime.Min(_horizon + Stretch, horizon);
            var lastSubmit = _specification.Fleet.End;
            var jobs = new List<JobArrival>();
            while (arrivals.NextSubmit < _horizon && arrivals.NextSubmit <= lastSubmit && arrivals.TryRead(out var job))
            {
                jobs.Add(job);
            }

            if (!_watchFrom.IsNever)
            {
                _arrivals.AddRange(jobs);
            }

            var reply = await _engine.AdvanceAsync(new(_horizon, jobs, arrivals.NextSubmit.IsNever));
            _hashes.AddRange(reply.Hashes);
            _hasEnded = reply.End is not null;
        }
    }

    /// <summary>Has every rack take what waits for it, so that it is observed, and keeps the one that is asked for.</summary>
    private async Task SaveAsync(int dataCenter, int? rack, Dictionary<(int DataCenter, int Rack), RackSnapshot> into)
    {
        if (_horizon == VirtualTime.Zero)
        {
            return;
        }

        var last = new VirtualTime(_horizon.Microseconds - 1);
        foreach (var plan in _specification.Fleet.DataCenters)
        {
            for (var index = 0; index < plan.Topology.Racks; index++)
            {
                var saved = await _engine.SaveRacksAsync(plan.Index, index, 1, last);
                if (plan.Index == dataCenter && index == rack)
                {
                    into[(dataCenter, index)] = SnapshotJson.Read<RackSnapshot>(saved[0]);
                }
            }

            // Its books are compared with its racks', and begun anew.
            await _engine.SaveDataCenterAsync(plan.Index);
        }
    }

    private void Observe(int dataCenter, RackBatch batch, RackReply reply)
    {
        if (_watchFrom.IsNever)
        {
            return;
        }

        if (!_happenings.TryGetValue((dataCenter, batch.Rack), out var happenings))
        {
            _happenings.Add((dataCenter, batch.Rack), happenings = []);
        }

        foreach (ref readonly var command in batch.Commands.AsSpan())
        {
            happenings.Add(Happening.Of(dataCenter, batch.Rack, in command));
        }

        happenings.AddRange(reply.Failures.Select(failure => Happening.Of(dataCenter, batch.Rack, failure)));
    }
}
