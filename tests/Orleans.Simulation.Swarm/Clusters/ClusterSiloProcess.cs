using System.Diagnostics;
using Orleans.Simulation.Swarm.Playing;

namespace Orleans.Simulation.Swarm.Clusters;

/// <summary>A silo of a cluster and its process, which may be killed and started again.</summary>
/// <param name="name">Its name.</param>
/// <param name="port">Its port for other silos.</param>
/// <param name="gatewayPort">Its port for clients.</param>
internal sealed class ClusterSiloProcess(string name, int port, int gatewayPort) : IDisposable
{
    private SimulatorProcess? _process;
    private string _saidBefore = string.Empty;
    private long _dueAt;

    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>Its port for other silos.</summary>
    public int Port => port;

    /// <summary>Its port for clients.</summary>
    public int GatewayPort => gatewayPort;

    /// <summary>Whether its process has ended, or has not been started yet.</summary>
    public bool HasEnded => _process is null or { HasExited: true };

    /// <summary>Whether it takes part.</summary>
    public bool IsUp => !HasEnded && _process!.Said.Contains($"silo {name} of cluster", StringComparison.Ordinal);

    /// <summary>Whether it is to be started.</summary>
    public bool IsDue => HasEnded && Stopwatch.GetTimestamp() >= _dueAt;

    /// <summary>All that its processes said.</summary>
    public string Said => _saidBefore + _process?.Said;

    /// <summary>Starts it.</summary>
    public void Start(string[] options)
    {
        if (_process is { } old)
        {
            _saidBefore = $"{old.Said}-- process {old.Id} ended with exit code {old.ExitCode}\n";
            old.Dispose();
        }

        _process = SimulatorProcess.StartAttached(
        [
            "silo", "--name", name, "--port", $"{port}", "--gateway-port", $"{gatewayPort}", "--attached",
            "--failure-detection", $"{SimulatorProcess.FailureDetection.TotalSeconds}s", .. options,
        ]);
    }

    /// <summary>Kills it, to be started again after a while.</summary>
    public void Kill(TimeSpan away) => Hit(Signals.Kill, away);

    /// <summary>Asks it to leave, to be started again a while from now at the earliest.</summary>
    public void Terminate(TimeSpan away) => Hit(Signals.Terminate, away);

    /// <summary>Has it stand still.</summary>
    public void Stop() => Hit(Signals.Stop, TimeSpan.Zero);

    /// <summary>Has it go on.</summary>
    public void Continue() => Hit(Signals.Continue, TimeSpan.Zero);

    /// <inheritdoc/>
    public void Dispose() => _process?.Dispose();

    private void Hit(Action<int> signal, TimeSpan away)
    {
        if (!HasEnded)
        {
            _dueAt = Stopwatch.GetTimestamp() + (long)(away.TotalSeconds * Stopwatch.Frequency);
            signal(_process!.Id);
        }
    }
}
