using System.Collections.Concurrent;
using System.Diagnostics;
using Orleans.Simulation.Swarm.Clusters;
using Orleans.Simulation.Swarm.Plans;
using Orleans.Simulation.Swarm.Playing;

namespace Orleans.Simulation.Swarm;

/// <summary>Plays many seeds, two at a time: one on a cluster that is kept from seed to seed, one of its own processes.</summary>
/// <param name="options">What is played.</param>
internal sealed class SwarmSession(SwarmOptions options) : IAsyncDisposable
{
    private readonly string _folder = RepositoryFolder.PathOf(
        "artifacts", "swarm", $"{DateTime.UtcNow:yyyyMMdd-HHmmss}-{Environment.ProcessId}");

    private readonly Tally _tally = new();
    private readonly ConcurrentQueue<int> _failed = new();
    private RedisProcess? _redis;
    private SwarmCluster? _cluster;
    private int _clusters;
    private int _passed;

    /// <summary>Plays all seeds.</summary>
    /// <returns>Whether all passed.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        Directory.CreateDirectory(_folder);
        _redis = await RedisProcess.StartAsync(Path.Combine(_folder, "redis"), cancellation);
        if (_redis is null)
        {
            Console.WriteLine("redis-server is missing here (apt-get install redis-server): clusters that need it are left out.");
        }

        var plans = options.Seeds.Select(seed => SeedPlan.Of(seed, options.Mode)).ToList();
        var alone = new ConcurrentQueue<SeedPlan>(plans.Where(plan => plan.Mode != Mode.Cluster));
        var together = new ConcurrentQueue<SeedPlan>(plans.Where(plan => plan.Mode == Mode.Cluster));
        await Task.WhenAll(
            Task.Run(() => PlayAsync(alone, cancellation), cancellation),
            Task.Run(
                async () =>
                {
                    await PlayAsync(together, cancellation);
                    await PlayAsync(alone, cancellation);
                },
                cancellation));
        Console.WriteLine($"struck: {_tally}");
        var which = _failed.IsEmpty ? string.Empty : $" ({string.Join(", ", _failed.Order())})";
        Console.WriteLine(
            $"{_passed} of {plans.Count} seeds passed, {_failed.Count} failed{which}, "
            + $"{plans.Count - _passed - _failed.Count} left out; {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s");
        return _failed.IsEmpty;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await EndClusterAsync();
        _redis?.Dispose();
        if (_failed.IsEmpty && !options.Keeps && Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private async Task PlayAsync(ConcurrentQueue<SeedPlan> plans, CancellationToken cancellation)
    {
        while (plans.TryDequeue(out var plan))
        {
            cancellation.ThrowIfCancellationRequested();
            await PlayAsync(plan, cancellation);
        }
    }

    private async Task PlayAsync(SeedPlan plan, CancellationToken cancellation)
    {
        var shape = ClusterShape.Of(plan.Seed);
        if (plan.Mode == Mode.Cluster && shape.HasRedis && _redis is null)
        {
            return;
        }

        var folder = Path.Combine(_folder, $"seed-{plan.Seed}");
        var cluster = plan.Mode == Mode.Cluster ? await ClusterForAsync(shape) : null;
        try
        {
            await new SeedTurn(plan, folder, _tally).PlayAsync(cluster, cancellation);
            Interlocked.Increment(ref _passed);
            if (!options.Keeps)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            _failed.Enqueue(plan.Seed);
            var what = exception is SwarmFailureException ? exception.Message : exception.ToString();
            Console.WriteLine(
                $"seed {plan.Seed} FAILED ({plan.Mode}): {what}\nLegs: {string.Join(", ", plan.Legs)}. Strikes: "
                + $"{string.Join("; ", plan.Strikes)}.\nIts files are in {folder}. "
                + $"Again: ./run.sh swarm --seed {plan.Seed}"
                + (options.Mode is { } mode ? $" --mode {mode.ToString().ToLowerInvariant()}" : string.Empty));
            if (cluster is not null)
            {
                // Whatever is wrong with it must not fail the seeds that come.
                cluster.KeepFor(folder);
                await EndClusterAsync();
            }
        }
    }

    private async Task<SwarmCluster> ClusterForAsync(ClusterShape shape)
    {
        if (_cluster is not null && _cluster.Shape != shape)
        {
            await EndClusterAsync();
        }

        return _cluster ??= new(
            shape, shape.HasRedis ? _redis : null, Path.Combine(_folder, $"cluster-{++_clusters}"));
    }

    private async Task EndClusterAsync()
    {
        if (_cluster is { } cluster)
        {
            _cluster = null;
            await cluster.DisposeAsync();
        }
    }
}
