namespace Orleans.Simulation.Grains.Tests.Clusters;

/// <summary>Tests that share the clusters and so run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class ClusterCollection : ICollectionFixture<ClusterSet>
{
    public const string Name = "clusters";
}
