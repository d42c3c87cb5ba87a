using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Grains.Racks;

namespace Orleans.Simulation.Grains.Messages;

/// <summary><see cref="RackReplies"/> on their way to another silo: most say little.</summary>
[GenerateSerializer, Immutable, Alias("ois.rack-replies")]
internal readonly record struct RackRepliesForm(
    [property: Id(0)] Packed<RackReplyHead> Heads,
    [property: Id(1)] Packed<ChipFailure> Failures,
    [property: Id(2)] Packed<ComponentFailure> Components,
    [property: Id(3)] Packed<long> IdleExposure);

/// <summary>A <see cref="RackReply"/> without its lists.</summary>
/// <param name="Promise">See <see cref="RackReply"/>.</param>
/// <param name="ChipCalls">See <see cref="RackReply"/>.</param>
/// <param name="Failures">How many of the chip failures are its own.</param>
/// <param name="Components">How many of the component failures are its own.</param>
/// <param name="IdleExposure">How many of the exposures are its own.</param>
internal readonly record struct RackReplyHead(long Promise, int ChipCalls, int Failures, int Components, int IdleExposure)
{
    public static RackReplyHead Of(RackReply reply) => new(
        reply.Promise.Microseconds, reply.ChipCalls, reply.Failures.Count, reply.Components.Count, reply.IdleExposure.Count);
}

/// <summary>Brings replies of many racks into their form and back.</summary>
[RegisterConverter]
internal sealed class RackRepliesConverter : IConverter<RackReplies, RackRepliesForm>
{
    public RackReplies ConvertFromSurrogate(in RackRepliesForm surrogate)
    {
        var failures = new PackedParts<ChipFailure>(surrogate.Failures);
        var components = new PackedParts<ComponentFailure>(surrogate.Components);
        var exposure = new PackedParts<long>(surrogate.IdleExposure);
        return new(surrogate.Heads.Read(head =>
            new RackReply(new(head.Promise), failures.Take(head.Failures), head.ChipCalls)
            {
                Components = components.Take(head.Components),
                IdleExposure = exposure.Take(head.IdleExposure),
            }));
    }

    public RackRepliesForm ConvertToSurrogate(in RackReplies value) => new(
        Packed<RackReplyHead>.Of(value.Replies, RackReplyHead.Of),
        Packed<ChipFailure>.OfAll(value.Replies, reply => reply.Failures),
        Packed<ComponentFailure>.OfAll(value.Replies, reply => reply.Components),
        Packed<long>.OfAll(value.Replies, reply => reply.IdleExposure));
}
