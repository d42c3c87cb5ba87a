using Orleans.Concurrency;
using Orleans.Runtime;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Grains.Calls;
using Orleans.Simulation.Grains.Placement;
using Orleans.Simulation.Grains.Racks;

namespace Orleans.Simulation.Grains.DataCenters;

/// <summary>
/// How the exchanges of a data center reach its racks: those on its own silo directly, those on another through one relay there.
/// Each rack takes them in order; racks on other silos may be some exchanges behind those here.
/// </summary>
/// <remarks>
/// A message costs either silo some 30 us in the kernel alone, more than the call of a rack does, and a silo that has other data
/// centers takes its time. One data center over two silos of one core each plays a dense day 1.2 times as fast as on one; with a
/// message for each rack, the first half of them here, it was 0.92 (bench, silos-one). Two data centers need 9.7 s rather than
/// 10.4 because the other silo may be behind (bench, silos).
/// </remarks>
internal sealed class RackRoutes
{
    private const int Here = -1;

    private readonly IRackGrain[] _racks;
    private readonly int[] _relayOf;
    private readonly List<RackRelayRoute> _relays = [];
    private readonly int _atOnce;
    private readonly PatienceOptions _patience;
    private Task _here = Task.CompletedTask;

    /// <summary>Finds out which racks are on which silo.</summary>
    /// <param name="grains">Makes references.</param>
    /// <param name="topologies">Where racks are.</param>
    /// <param name="dataCenter">Key of the data center.</param>
    /// <param name="racks">All its racks, by index.</param>
    /// <param name="atOnce">Racks of a silo that are called at once.</param>
    /// <param name="patience">For how long answers are waited for. Racks take milliseconds: a message that takes so long is lost.</param>
    public RackRoutes(
        IGrainFactory grains,
        RunTopologies topologies,
        GrainKey dataCenter,
        IRackGrain[] racks,
        int atOnce,
        PatienceOptions patience)
    {
        (_racks, _atOnce, _patience) = (racks, atOnce, patience);
        _relayOf = new int[racks.Length];
        var silos = new List<SiloAddress>();
        topologies.TryLocate(dataCenter, out var here);
        for (var rack = 0; rack < racks.Length; rack++)
        {
            var key = dataCenter.RackAt(rack);
            if (!topologies.TryLocate(key, out var silo) || silo.Equals(here))
            {
                _relayOf[rack] = Here;
                continue;
            }

            if (!silos.Contains(silo))
            {
                silos.Add(silo);
                _relays.Add(new(grains.GetGrain<IRackRelayGrain>(key.Value), atOnce, patience));
            }

            _relayOf[rack] = silos.IndexOf(silo);
        }
    }

    private IEnumerable<Task> UnderWay => _relays.Select(relay => relay.UnderWay).Append(_here);

    /// <summary>
    /// Sends an exchange, once racks here have answered the one before and no other silo is too far behind; does not wait for answers.
    /// </summary>
    /// <param name="dataCenter">Takes the answers.</param>
    /// <param name="exchange">Batches for its racks.</param>
    /// <param name="stamp">Stamp of the calls.</param>
    public async Task SendAsync(DataCenterProcess dataCenter, RackExchange exchange, CallStamp stamp)
    {
        await _here;
        if (_relays.Count == 0)
        {
            _here = CallAsync(dataCenter, exchange, exchange.Batches, stamp);
            return;
        }

        // Other silos first, so that they work while this one calls its own racks.
        var bySilo = exchange.Batches.ToLookup(batch => _relayOf[batch.Rack]);
        foreach (var (index, relay) in _relays.Index())
        {
            await relay.SendAsync(dataCenter, exchange, [.. bySilo[index]], stamp);
        }

        _here = CallAsync(dataCenter, exchange, [.. bySilo[Here]], stamp);
    }

    /// <summary>Waits until all racks have answered all that was sent.</summary>
    public Task AllAnsweredAsync() => Task.WhenAll(UnderWay);

    /// <summary>Fails if a rack could not answer.</summary>
    public Task MustNotHaveFailedAsync() => UnderWay.FirstOrDefault(each => each.IsFaulted) ?? Task.CompletedTask;

    private Task CallAsync(
        DataCenterProcess dataCenter, RackExchange exchange, IReadOnlyList<RackBatch> batches, CallStamp stamp) =>
        BoundedFanOut.ForEachAsync(batches, _atOnce, async batch =>
        {
            var reply = await _racks[batch.Rack].Advance(stamp, batch.AsImmutable());
            dataCenter.Absorb(exchange, batch.Rack, reply.Value);
        }).WaitAsync(_patience.Least);
}
