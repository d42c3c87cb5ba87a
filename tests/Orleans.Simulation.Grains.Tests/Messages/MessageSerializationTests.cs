using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;
using Orleans.Serialization;
using Orleans.Simulation.Core;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Grains.Chips;
using Orleans.Simulation.Grains.DataCenters;
using Orleans.Simulation.Grains.Fleets;
using Orleans.Simulation.Grains.Racks;
using Orleans.Simulation.Grains.Silos;
using Orleans.Simulation.Grains.Tests.Clusters;

namespace Orleans.Simulation.Grains.Tests.Messages;

/// <summary>What crosses from silo to silo arrives as it was sent.</summary>
[Collection(ClusterCollection.Name)]
public sealed class MessageSerializationTests(ClusterSet clusters)
{
    private static readonly Type[] GrainTypes =
    [
        typeof(IFleetGrain), typeof(IDataCenterGrain), typeof(IRackRelayGrain), typeof(IRackGrain), typeof(IChipGrain), typeof(ISiloGrain),
    ];

    public static TheoryData<string> MessageTypes => [.. SampleMessages.ByType.Keys.Select(type => type.ToString())];

    [Theory]
    [MemberData(nameof(MessageTypes))]
    public async Task Message_SentToAnotherSilo_ArrivesWhole(string type)
    {
        var (_, message) = SampleMessages.ByType.Single(sample => sample.Key.ToString() == type);

        var arrived = await SendAsync(message);

        Assert.Equal(Description.Of(message), Description.Of(arrived));
    }

    [Theory]
    [MemberData(nameof(MessageTypes))]
    public async Task Message_CopiedWithinASilo_IsWhole(string type)
    {
        var (_, message) = SampleMessages.ByType.Single(sample => sample.Key.ToString() == type);
        var copier = (await clusters.OfAsync(1)).FirstSilo.GetRequiredService<DeepCopier>();

        var copy = copier.Copy(message);

        Assert.Equal(Description.Of(message), Description.Of(copy));
    }

    [Fact]
    public void GrainInterfaces_TypesOfParametersAndAnswers_AllHaveASample()
    {
        var types = GrainTypes
            .SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType))
            .Select(Unwrap)
            .Where(type => !type.IsPrimitive && type != typeof(Task) && type != typeof(ValueTask))
            .ToHashSet();

        Assert.Empty(types.Except(SampleMessages.ByType.Keys));
    }

    [Fact]
    public async Task Reply_WithListsThatAreNoArrays_ArrivesWhole()
    {
        var reply = (DataCenterReply)SampleMessages.ByType[typeof(DataCenterReply)];
        var lists = reply with
        {
            Ended = [.. reply.Ended.ToList()],
            Failures = reply.Failures.ToList().AsReadOnly(),
            Samples = new List<IntervalSample>(reply.Samples),
        };

        Assert.Equal(Description.Of(reply), Description.Of(await SendAsync(lists)));
    }

    [Fact]
    public async Task Fault_SentToAnotherSilo_KeepsItsMessageAndCause()
    {
        var fault = new SimulationFaultException("rack 3: it is wrong", new InvalidOperationException("because"));

        var arrived = Assert.IsType<SimulationFaultException>(await SendAsync(fault));

        Assert.Equal(fault.Message, arrived.Message);
        Assert.Equal("because", Assert.IsType<InvalidOperationException>(arrived.InnerException).Message);
    }

    [Fact]
    public async Task Fault_CopiedWithinASilo_KeepsItsMessage()
    {
        var copier = (await clusters.OfAsync(1)).FirstSilo.GetRequiredService<DeepCopier>();

        var copy = copier.Copy<Exception>(new SimulationFaultException("rack 3: it is wrong"));

        Assert.Equal("rack 3: it is wrong", Assert.IsType<SimulationFaultException>(copy).Message);
    }

    private async Task<object> SendAsync(object message)
    {
        var serializer = (await clusters.OfAsync(1)).FirstSilo.GetRequiredService<Serializer>();
        return serializer.Deserialize<object>(serializer.SerializeToArray(message))!;
    }

    private static Type Unwrap(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() is var generic
            && (generic == typeof(Task<>) || generic == typeof(ValueTask<>) || generic == typeof(Immutable<>))
                ? Unwrap(type.GetGenericArguments()[0])
                : type;
}
