using CsCheck;
using Orleans.Simulation.Core.Events;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Events;

public sealed class EventKeyTests
{
    private static readonly Gen<EventKey> Keys = Gen.Select(
        Gen.Long[0, 2],
        Gen.OneOf(Enum.GetValues<EventClass>()),
        Gen.Int[0, 2],
        Gen.Int[0, 2],
        (time, kind, entity, sequence) => new EventKey(new(time), kind, entity, sequence));

    [Fact]
    public void Comparison_AnyKeys_EqualsOrderOfTuples() => Gen.Select(Keys, Keys).Sample(
        (left, right) =>
        {
            var expected = Math.Sign(Tuple(left).CompareTo(Tuple(right)));
            Assert.Equal(expected, Math.Sign(left.CompareTo(right)));
            Assert.Equal(expected < 0, left < right);
            Assert.Equal(expected > 0, left > right);
            Assert.Equal(expected <= 0, left <= right);
            Assert.Equal(expected >= 0, left >= right);
        },
        iter: 5000);

    [Fact]
    public void Classes_OfOneInstant_ComeInDocumentedOrder() => Assert.Equal(
        [
            EventClass.Completion,
            EventClass.Failure,
            EventClass.Outage,
            EventClass.Battery,
            EventClass.Directive,
            EventClass.Detection,
            EventClass.Repair,
            EventClass.Power,
            EventClass.Arrival,
            EventClass.Release,
            EventClass.Patience,
            EventClass.Scheduling,
        ],
        Enum.GetValues<EventClass>().OrderBy(kind => new EventKey(VirtualTime.Zero, kind, 0, 0)));

    private static (long, int, int, int) Tuple(EventKey key) => (key.Time.Microseconds, (int)key.Class, key.Entity, key.Sequence);
}
