using Orleans.Simulation.Swarm.Scenarios;

namespace Orleans.Simulation.Swarm.Clusters;

/// <summary>What a cluster of silos is like. It is the same for seeds next to each other, which share a cluster.</summary>
/// <param name="Silos">Its silos.</param>
/// <param name="HasRedis">Whether Redis holds its membership; otherwise its first silo does.</param>
internal sealed record ClusterShape(int Silos, bool HasRedis)
{
    private const int SeedsOfEach = 25;

    /// <summary>The shape for a seed.</summary>
    public static ClusterShape Of(int seed)
    {
        // The first ones are those with which a short swarm shows most.
        var number = (seed - 1) / SeedsOfEach;
        var draw = new Draw(number);
        return number == 0
            ? new(3, HasRedis: true)
            : new(draw.One(1, 2, 2, 2, 3, 3, 5), draw.Chance(0.75));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Silos} silos {(HasRedis ? "on Redis" : "without a server")}";
}
