using Microsoft.Extensions.DependencyInjection;
using Orleans.Simulation.Driver.Clusters;
using Orleans.Simulation.Grains.Silos;
using Orleans.Simulation.Grains.Tests.Clusters;

namespace Orleans.Simulation.Driver.Tests.Clusters;

/// <summary>Covers: which silos a run may use.</summary>
public sealed class ClusterMembersTests : IAsyncLifetime
{
    private readonly List<string> _said = [];
    private SimulationCluster? _cluster;
    private bool _isDeaf;

    public async Task InitializeAsync() => _cluster = await SimulationCluster.StartAsync(2, (name, silo) =>
    {
        silo.AddIncomingGrainCallFilter(call => _isDeaf && call.InterfaceMethod.Name == nameof(ISiloGrain.Describe)
            ? throw new TimeoutException("nothing is heard")
            : call.Invoke());
        if (name.EndsWith('1'))
        {
            silo.Services.AddSingleton(new SiloFacts("9.8.7", 0));
        }
    });

    public async Task DisposeAsync() => await _cluster!.DisposeAsync();

    [Fact]
    public async Task Silos_OfAnotherVersion_AreNotUsed()
    {
        var members = await Members().WaitForAsync(1, TimeSpan.FromMinutes(1), _said.Add, CancellationToken.None);

        Assert.Equal(_cluster!.SiloNames[0], Assert.Single(members).Name);
        Assert.Empty(_said);
    }

    [Fact]
    public async Task Silos_TooFewOfThisVersion_AreSaidToBeMissingWithTheReason()
    {
        var refusal = await Assert.ThrowsAsync<TooFewSilosException>(
            () => Members().WaitForAsync(2, TimeSpan.FromSeconds(1), _said.Add, CancellationToken.None));

        var version = SiloFacts.OfThisProcess.Version;
        var reason = $"1 of 2 silos are there; {_cluster!.SiloNames[1]} runs version 9.8.7 and the run {version}: "
            + "all silos of a cluster must run the same";
        Assert.Equal([reason], _said);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("start more silos, or ask for fewer with --silos-needed, and resume", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>A silo that has just started may not reach its own grains yet; it must take part in what it drives.</summary>
    [Fact]
    public async Task Silos_ThatDoNotAnswer_AreNotUsedButThisOne()
    {
        _isDeaf = true;

        var members = await Members().WaitForAsync(1, TimeSpan.FromMinutes(1), _said.Add, CancellationToken.None);

        Assert.Equal(_cluster!.SiloNames[0], Assert.Single(members).Name);
    }

    private ClusterMembers Members() => new(_cluster!.FirstSilo);
}
