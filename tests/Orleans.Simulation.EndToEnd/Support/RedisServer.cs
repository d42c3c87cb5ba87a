using System.Diagnostics;

namespace Orleans.Simulation.EndToEnd.Support;

/// <summary>A Redis of its own on a free loopback port, which keeps what it is told over restarts. Disposing kills it.</summary>
public sealed class RedisServer : IDisposable
{
    private const string Program = "redis-server";

    private readonly Workspace _workspace = new();
    private readonly int _port = FreePort.Next();
    private RunningCommand? _server;

    private RedisServer()
    {
    }

    /// <summary>Its address, as <c>--cluster</c> wants it.</summary>
    public string Address => $"redis://127.0.0.1:{_port}";

    /// <summary>Starts one; skips the test visibly where there is none to start.</summary>
    public static async Task<RedisServer> StartAsync()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        Skip.IfNot(Array.Exists(folders, folder => File.Exists(Path.Combine(folder, Program))), $"needs {Program}");
        var redis = new RedisServer();
        await redis.BeginAsync();
        return redis;
    }

    /// <summary>Starts it again, after it was killed.</summary>
    public async Task BeginAsync()
    {
        var info = new ProcessStartInfo(
            Program, ["--port", $"{_port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "yes", "--dir", _workspace.Path])
        {
            WorkingDirectory = _workspace.Path,
        };
        _server = RunningCommand.Start(info);
        await _server.WaitForOutputAsync("Ready to accept connections");
    }

    /// <summary>Kills it.</summary>
    public async Task KillAsync()
    {
        _server!.Send(Signal.Kill);
        await _server.WaitForExitAsync();
        _server.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _server?.Dispose();
        _workspace.Dispose();
    }
}
