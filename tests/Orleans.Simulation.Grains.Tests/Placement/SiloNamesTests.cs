using System.Collections.Immutable;
using System.Net;
using Orleans.Runtime;
using Orleans.Simulation.Grains.Placement;

namespace Orleans.Simulation.Grains.Tests.Placement;

public sealed class SiloNamesTests
{
    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public void Active_SiloStartedAgain_IsItsLatestProcess(int first, int second)
    {
        var cluster = Cluster(
            Member("a", 11, first, SiloStatus.Active),
            Member("a", 11, second, SiloStatus.Active),
            Member("b", 12, 1, SiloStatus.Active));

        var active = SiloNames.Active(cluster);

        Assert.Equal(["a", "b"], active.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(2, active["a"].Generation);
    }

    [Fact]
    public void Active_LatestProcessStillJoins_IsTheOneBefore()
    {
        var cluster = Cluster(Member("a", 11, 1, SiloStatus.Active), Member("a", 11, 2, SiloStatus.Joining));

        Assert.Equal(1, SiloNames.Active(cluster)["a"].Generation);
    }

    [Fact]
    public void Active_DeadSilo_IsNotThere() =>
        Assert.Empty(SiloNames.Active(Cluster(Member("a", 11, 1, SiloStatus.Dead))));

    private static ClusterMember Member(string name, int port, int generation, SiloStatus status) =>
        new(SiloAddress.New(new IPEndPoint(IPAddress.Loopback, port), generation), status, name);

    private static ClusterMembershipSnapshot Cluster(params ClusterMember[] members) =>
        new(members.ToImmutableDictionary(member => member.SiloAddress), new(1));
}
