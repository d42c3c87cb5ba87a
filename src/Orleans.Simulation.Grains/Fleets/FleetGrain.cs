using Orleans.Concurrency;
using Orleans.GrainDirectory;
using Orleans.Placement;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Grains.Calls;
using Orleans.Simulation.Grains.DataCenters;
using Orleans.Simulation.Grains.Placement;

namespace Orleans.Simulation.Grains.Fleets;

/// <summary>Hands a window to the data centers, which play it at the same time.</summary>
[RackPlacement, GrainDirectory(RackDirectory.Name), KeepAlive, Immovable]
internal sealed class FleetGrain(IGrainContext context, IGrainFactory grains) : IGrainBase, IFleetGrain
{
    private FleetProcess? _fleet;
    private IDataCenterGrain[] _dataCenters = [];
    private long _call;
    private CallGate<object> _calls;

    public IGrainContext GrainContext => context;

    public async Task<long> Begin(CallStamp stamp, Immutable<FleetPlan> plan)
    {
        if (_calls.Begin(this, stamp))
        {
            var key = new GrainKey(this.GetPrimaryKeyLong());
            var plans = plan.Value.DataCenters;
            _dataCenters = [.. plans.Select(each => grains.GetGrain<IDataCenterGrain>(key.DataCenterAt(each.Index).Value))];

            // One data center after the other: each already activates as many chips at once as is good.
            foreach (var dataCenter in plans)
            {
                await _dataCenters[dataCenter.Index].Begin(stamp, dataCenter.AsImmutable());
            }

            (_fleet, _call) = (new(plan.Value), stamp.Window);
            _calls.Open(plan.Value.Chips);
        }

        return _calls.Reply<long>(this);
    }

    public async Task<Immutable<FleetReply>> Advance(CallStamp stamp, Immutable<FleetWindow> window)
    {
        if (!_calls.Admit(this, stamp))
        {
            return _calls.Reply<FleetReply>(this).AsImmutable();
        }

        var fleet = _fleet!;
        await PlayAsync(fleet, fleet.Open(window.Value), stamp with { Window = ++_call });
        await PlayAsync(fleet, fleet.CatchUp(), stamp with { Window = ++_call });
        return ((FleetReply)_calls.Answer(fleet.Close())).AsImmutable();
    }

    private Task PlayAsync(FleetProcess fleet, IReadOnlyList<DataCenterWindow?> windows, CallStamp stamp) =>
        Task.WhenAll(windows.Select(async (window, index) =>
        {
            if (window is not null)
            {
                var reply = await _dataCenters[index].Advance(stamp, window.AsImmutable());
                fleet.Absorb(index, reply.Value);
            }
        }));
}
