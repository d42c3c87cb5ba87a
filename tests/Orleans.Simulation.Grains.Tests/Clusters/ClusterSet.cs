namespace Orleans.Simulation.Grains.Tests.Clusters;

/// <summary>Clusters of one, two and three silos, each started when the first test asks for it.</summary>
public sealed class ClusterSet : IAsyncLifetime
{
    private readonly Dictionary<int, SimulationCluster> _bySilos = [];

    public async Task<SimulationCluster> OfAsync(int silos)
    {
        if (!_bySilos.TryGetValue(silos, out var cluster))
        {
            cluster = await SimulationCluster.StartAsync(silos);
            _bySilos.Add(silos, cluster);
        }

        return cluster;
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var cluster in _bySilos.Values)
        {
            await cluster.DisposeAsync();
        }
    }
}
