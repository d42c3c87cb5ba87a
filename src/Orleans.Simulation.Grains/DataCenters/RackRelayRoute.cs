using Orleans.Concurrency;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Grains.Calls;
using Orleans.Simulation.Grains.Racks;

namespace Orleans.Simulation.Grains.DataCenters;

/// <summary>How the exchanges of a data center reach its racks on one other silo: one after the other, in messages for many racks.</summary>
/// <param name="relay">Hands batches on to those racks.</param>
/// <param name="atOnce">Racks that it calls at once.</param>
/// <param name="patience">For how long answers to an exchange are waited for.</param>
internal sealed class RackRelayRoute(IRackRelayGrain relay, int atOnce, PatienceOptions patience)
{
    /// <summary>Exchanges that are not answered yet at most: what waits in them takes memory.</summary>
    private const int MaxUnanswered = 4;

    /// <summary>Messages that are under way at once: the silo works on one while it reads the next.</summary>
    private const int MessagesAtOnce = 2;

    /// <summary>Racks that a message is for: enough that its own cost does not count, few enough that the silo begins soon.</summary>
    private const int RacksInMessage = 64;

    private int _unanswered;

    /// <summary>Ends when all that was sent is answered.</summary>
    public Task UnderWay { get; private set; } = Task.CompletedTask;

    /// <summary>Sends batches once those before are answered; waits only where too many of them are not.</summary>
    /// <param name="dataCenter">Takes the answers.</param>
    /// <param name="exchange">The exchange that the batches are of.</param>
    /// <param name="batches">Batches for racks on the silo.</param>
    /// <param name="stamp">Stamp of the calls.</param>
    public async Task SendAsync(DataCenterProcess dataCenter, RackExchange exchange, RackBatch[] batches, CallStamp stamp)
    {
        if (_unanswered == MaxUnanswered)
        {
            await UnderWay;
        }

        _unanswered++;
        UnderWay = RelayAsync(UnderWay);

        async Task RelayAsync(Task before)
        {
            await before;
            await BoundedFanOut.ForEachAsync([.. batches.Chunk(RacksInMessage)], MessagesAtOnce, async part =>
            {
                var answer = await relay.Advance(stamp, new RackBatches(part, atOnce).AsImmutable());
                foreach (var (batch, reply) in part.Zip(answer.Value.Replies))
                {
                    dataCenter.Absorb(exchange, batch.Rack, reply);
                }
            }).WaitAsync(patience.Least);
            _unanswered--;
        }
    }
}
