using System.ComponentModel;
using System.Diagnostics;
using Orleans.Simulation.Swarm.Playing;

namespace Orleans.Simulation.Swarm.Clusters;

/// <summary>A Redis of the swarm's own, in memory only. Disposing ends it.</summary>
internal sealed class RedisProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Process _process;

    private RedisProcess(Process process, int port) => (_process, Port) = (process, port);

    /// <summary>Where it listens, on loopback only.</summary>
    public int Port { get; }

    /// <summary>Starts one.</summary>
    /// <param name="folder">Its working folder.</param>
    /// <param name="cancellation">Gives it up.</param>
    /// <returns>The server; null: there is none on this machine.</returns>
    public static async Task<RedisProcess?> StartAsync(string folder, CancellationToken cancellation)
    {
        var port = FreePorts.Take(1)[0];
        try
        {
            Directory.CreateDirectory(folder);
            var process = Process.Start(new ProcessStartInfo(
                "redis-server",
                [
                    "--port", $"{port}", "--bind", "127.0.0.1", "--save", string.Empty, "--appendonly", "no", "--dir", folder,
                    "--logfile", Path.Combine(folder, "redis.log"),
                ])
            {
                UseShellExecute = false,
            })!;
            var redis = new RedisProcess(process, port);
            if (await Poll.UntilAsync(() => FreePorts.Answers(port), Patience, cancellation))
            {
                return redis;
            }

            redis.Dispose();
            throw new SwarmFailureException($"redis-server does not listen on port {port}; its log is in {folder}");
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
