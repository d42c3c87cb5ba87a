using System.Globalization;

namespace Orleans.Simulation.EndToEnd.Support;

/// <summary>A Redis and some silos that share a folder, each a process. Disposing kills all of them.</summary>
public sealed class SiloCluster : IDisposable
{
    private readonly Workspace _workspace;
    private readonly string[] _options;
    private readonly Dictionary<string, SiloProcess> _silos = new(StringComparer.Ordinal);

    private SiloCluster(Workspace workspace, RedisServer redis, string[] options)
    {
        (_workspace, Redis) = (workspace, redis);
        _options = ["--cluster", redis.Address, "--data", "data", "--failure-detection", "3s", .. options];
    }

    /// <summary>The Redis.</summary>
    public RedisServer Redis { get; }

    /// <summary>Options that name the cluster to a client.</summary>
    public string[] Client => ["--cluster", Redis.Address];

    /// <summary>Names of the silos that have been started.</summary>
    public IReadOnlyCollection<string> Names => _silos.Keys;

    /// <summary>Starts a cluster.</summary>
    /// <param name="workspace">Where it works.</param>
    /// <param name="silos">How many silos; they are named a, b and so on.</param>
    /// <param name="options">More options of each silo.</param>
    public static async Task<SiloCluster> StartAsync(Workspace workspace, int silos, params string[] options)
    {
        var cluster = new SiloCluster(workspace, await RedisServer.StartAsync(), options);
        try
        {
            await Task.WhenAll(Enumerable.Range(0, silos).Select(index => cluster.AddAsync(((char)('a' + index)).ToString())));
            return cluster;
        }
        catch
        {
            cluster.Dispose();
            throw;
        }
    }

    /// <summary>The process of a silo.</summary>
    public RunningCommand this[string name] => _silos[name].Command;

    /// <summary>Starts a silo, in place of an earlier one of that name, and waits until it is up.</summary>
    public Task AddAsync(string name)
    {
        var silo = SiloProcess.Begin(_workspace, ["--name", name, .. _options]);
        _silos[name] = silo;
        return silo.WaitUntilUpAsync();
    }

    /// <summary>Kills a silo.</summary>
    public async Task KillAsync(string name)
    {
        this[name].Send(Signal.Kill);
        await this[name].WaitForExitAsync();
    }

    /// <summary>Folder of a run.</summary>
    public string FolderOf(int run) =>
        Path.Combine(_workspace.Path, "data", "runs", run.ToString("D5", CultureInfo.InvariantCulture));

    /// <summary>Name of the silo that drives a run.</summary>
    public string DriverOf(int run) => LongRun.StatusIn(FolderOf(run))!.Value.At("Driver").GetString()!;

    /// <summary>How often a run was begun.</summary>
    public long EpochOf(int run) => LongRun.StatusIn(FolderOf(run))!.Value.Count("Epoch");

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var silo in _silos.Values)
        {
            silo.Dispose();
        }

        Redis.Dispose();
    }
}
