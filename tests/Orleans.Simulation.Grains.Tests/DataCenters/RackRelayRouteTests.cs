using System.Threading.Channels;
using Orleans.Concurrency;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Topology;
using Orleans.Simulation.Grains.Calls;
using Orleans.Simulation.Grains.DataCenters;
using Orleans.Simulation.Grains.Racks;
using Orleans.Simulation.Grains.Tests.Clusters;

namespace Orleans.Simulation.Grains.Tests.DataCenters;

/// <summary>Racks on another silo get exchanges in order, however far behind that silo is.</summary>
public sealed class RackRelayRouteTests
{
    private const int Racks = 200;

    private readonly DataCenterProcess _dataCenter = new(Plans.Fleet([new DataCenterTopology(Racks * 8, 8, 4)]).DataCenters[0]);
    private readonly SlowRelay _relay = new();
    private readonly RackRelayRoute _route;
    private long _stamp;

    public RackRelayRouteTests() => _route = new(_relay, atOnce: 16, new PatienceOptions());

    [Fact]
    public async Task SendAsync_WhileTheExchangeBeforeIsNotAnswered_KeepsItsMessages()
    {
        await SendAsync(racks: 3);
        await SendAsync(racks: 2);

        Assert.Equal([(1, 3)], _relay.Received);
        _relay.Answer();
        await _relay.HasReceivedAsync(2);
        Assert.Equal([(1, 3), (2, 2)], _relay.Received);
        Assert.False(_route.UnderWay.IsCompleted);
        _relay.Answer();
        await _route.UnderWay;
    }

    [Fact]
    public async Task SendAsync_ManyRacks_TakesSeveralMessagesOfWhichTwoAreUnderWay()
    {
        await SendAsync(Racks);

        Assert.Equal([(1, 64), (1, 64)], _relay.Received);
        _relay.Answer();
        await _relay.HasReceivedAsync(3);
        _relay.Answer();
        await _relay.HasReceivedAsync(4);
        Assert.Equal([(1, 64), (1, 64), (1, 64), (1, 8)], _relay.Received);
    }

    [Fact]
    public async Task SendAsync_FourExchangesNotAnswered_WaitsForThem()
    {
        for (var exchange = 0; exchange < 4; exchange++)
        {
            await SendAsync(racks: 1);
        }

        var fifth = SendAsync(racks: 1);

        for (var exchange = 1; exchange <= 4; exchange++)
        {
            await _relay.HasReceivedAsync(exchange);
            Assert.False(fifth.IsCompleted);
            _relay.Answer();
        }

        await fifth;
        await _relay.HasReceivedAsync(5);
    }

    [Fact]
    public async Task UnderWay_ARackFails_FailsForGood()
    {
        await SendAsync(racks: 1);
        await SendAsync(racks: 1);
        _relay.Fail(new TimeoutException("no answer"));

        await Assert.ThrowsAsync<TimeoutException>(() => _route.UnderWay);
        Assert.Single(_relay.Received);
    }

    private Task SendAsync(int racks)
    {
        RackBatch[] batches = [.. Enumerable.Range(0, racks).Select(rack => new RackBatch(rack, [], VirtualTime.Zero))];
        return _route.SendAsync(_dataCenter, new RackExchange(batches, MustWait: false), batches, new(1, 0, ++_stamp));
    }

    /// <summary>Answers when it is told to, first come first served.</summary>
    private sealed class SlowRelay : IRackRelayGrain
    {
        private readonly Queue<(RackBatches Batches, TaskCompletionSource<Immutable<RackReplies>> Answer)> _open = [];
        private readonly Channel<long> _arrived = Channel.CreateUnbounded<long>();
        private int _waitedFor;

        /// <summary>Stamp and racks of each message.</summary>
        public List<(long Stamp, int Racks)> Received { get; } = [];

        public Task<Immutable<RackReplies>> Advance(CallStamp stamp, Immutable<RackBatches> batches)
        {
            Received.Add((stamp.Window, batches.Value.Batches.Count));
            _open.Enqueue((batches.Value, new()));
            _arrived.Writer.TryWrite(stamp.Window);
            return _open.Last().Answer.Task;
        }

        public async Task HasReceivedAsync(int messages)
        {
            for (; _waitedFor < messages; _waitedFor++)
            {
                await _arrived.Reader.ReadAsync();
            }
        }

        public void Answer()
        {
            var (batches, answer) = _open.Dequeue();
            answer.SetResult(new RackReplies([.. batches.Batches.Select(_ => new RackReply(VirtualTime.Never, [], 1))]).AsImmutable());
        }

        public void Fail(Exception why) => _open.Dequeue().Answer.SetException(why);
    }
}
