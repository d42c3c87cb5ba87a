using System.Diagnostics;
using Orleans.Simulation.Driver.Hosting;
using Orleans.Simulation.Swarm.Playing;

namespace Orleans.Simulation.Swarm.Clusters;

/// <summary>A cluster of silos, each a process, that runs are submitted to. Silos that end are started again.</summary>
internal sealed class SwarmCluster : IAsyncDisposable
{
    private const string Service = "swarm";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ClusterSiloProcess[] _silos;
    private readonly string _id = $"swarm-{Guid.NewGuid():N}";
    private readonly RedisProcess? _redis;
    private readonly string _folder;
    private SimulationClient? _client;
    private bool _keeps;

    /// <summary>Makes a cluster whose silos have not started yet.</summary>
    /// <param name="shape">What it is like.</param>
    /// <param name="redis">Where its membership is; null: its first silo holds it.</param>
    /// <param name="folder">Folder of its runs and traces.</param>
    public SwarmCluster(ClusterShape shape, RedisProcess? redis, string folder)
    {
        (Shape, _redis, _folder) = (shape, redis, folder);
        Directory.CreateDirectory(Traces);
        var ports = FreePorts.Take(2 * shape.Silos);
        _silos =
        [
            .. Enumerable.Range(0, shape.Silos)
                .Select(index => new ClusterSiloProcess($"silo-{index:00}", ports[2 * index], ports[(2 * index) + 1])),
        ];
    }

    /// <summary>What it is like.</summary>
    public ClusterShape Shape { get; }

    /// <summary>Folder of the traces that runs may read.</summary>
    public string Traces => Path.Combine(_folder, "traces");

    /// <summary>Its silos.</summary>
    public IReadOnlyList<ClusterSiloProcess> Silos => _silos;

    private string Data => Path.Combine(_folder, "data");

    private bool NeedsFirst => _redis is null;

    /// <summary>Folder of a run.</summary>
    public string FolderOf(int run) => Path.Combine(Data, "runs", $"{run:00000}");

    /// <summary>Starts whatever silo has ended and is due.</summary>
    public void Tend()
    {
        if (NeedsFirst && _silos[0].HasEnded)
        {
            // The others know nobody any more.
            foreach (var silo in _silos[1..])
            {
                silo.Kill(TimeSpan.Zero);
            }
        }

        foreach (var silo in _silos.Where(silo => silo.IsDue && (!NeedsFirst || silo == _silos[0] || _silos[0].IsUp)))
        {
            silo.Start(["--data", Data, "--traces", Traces, "--cluster-id", _id, "--service-id", Service, .. AddressFor(silo)]);
        }
    }

    /// <summary>Waits until all silos are up.</summary>
    /// <exception cref="SwarmFailureException">One does not come up.</exception>
    public async Task EnsureUpAsync(CancellationToken cancellation)
    {
        var areUp = await Poll.UntilAsync(
            () =>
            {
                Tend();
                return _silos.All(silo => silo.IsUp);
            },
            Patience,
            cancellation);
        if (!areUp)
        {
            var down = _silos.Where(silo => !silo.IsUp).Select(silo => $"{silo.Name}: {silo.Said}");
            throw new SwarmFailureException($"not all silos come up:\n{string.Join('\n', down)}");
        }
    }

    /// <summary>Asks the cluster as a client, again with a new connection where silos were lost meanwhile.</summary>
    /// <param name="ask">What is asked.</param>
    /// <param name="cancellation">Gives it up.</param>
    /// <exception cref="SwarmFailureException">There is no answer.</exception>
    public async Task<T> AskAsync<T>(Func<IGrainFactory, Task<T>> ask, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                _client ??= await SimulationClient.ConnectAsync(Address(), _id, Service, cancellation);
                return await ask(_client.Grains).WaitAsync(TimeSpan.FromSeconds(10), cancellation);
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested)
            {
                await DisconnectAsync();
                if (Stopwatch.GetElapsedTime(started) > Patience)
                {
                    throw new SwarmFailureException($"the cluster does not answer: {exception.Message}");
                }

                Tend();
            }
        }
    }

    /// <summary>Keeps what the silos said, and the files of all runs, after the cluster has ended.</summary>
    public void KeepFor(string folder)
    {
        _keeps = true;
        foreach (var silo in _silos)
        {
            File.WriteAllText(Path.Combine(folder, silo.Name + ".log"), silo.Said);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await DisconnectAsync();
        Array.ForEach(_silos, silo => silo.Dispose());
        if (!_keeps)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private async Task DisconnectAsync()
    {
        if (_client is { } client)
        {
            _client = null;
            try
            {
                await client.DisposeAsync();
            }
            catch (Exception exception)
            {
                // Nobody may be left that it could take leave of.
                Console.WriteLine($"a client could not take its leave: {exception.Message}");
            }
        }
    }

    private ClusterAddress Address()
    {
        var text = _redis is { } redis
            ? $"redis://127.0.0.1:{redis.Port}"
            : $"127.0.0.1:{_silos.First(silo => silo.IsUp || silo == _silos[0]).GatewayPort}";
        return ClusterAddress.TryParse(text, out var address) ? address : throw new InvalidOperationException(text);
    }

    private string[] AddressFor(ClusterSiloProcess silo) =>
        _redis is { } redis ? ["--cluster", $"redis://127.0.0.1:{redis.Port}"]
        : silo == _silos[0] ? []
        : ["--cluster", $"127.0.0.1:{_silos[0].Port}"];
}
