using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Orleans.Simulation.Driver.Hosting;

namespace Orleans.Simulation.Benchmarks.Clusters;

/// <summary>A silo of the command line in a process of its own, on one core. It is killed in the end.</summary>
internal sealed class PinnedSilo : IDisposable
{
    private readonly Process _process;
    private string _lastLine = "nothing";

    private PinnedSilo(string name, int port, Process process) => (Name, Port, _process) = (name, port, process);

    /// <summary>Name of the silo.</summary>
    public string Name { get; }

    /// <summary>Port for other silos.</summary>
    public int Port { get; }

    /// <summary>Processor seconds that its process has used so far.</summary>
    public double CpuSeconds
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime.TotalSeconds;
        }
    }

    /// <summary>Starts a silo for the run of a folder and waits until it is up.</summary>
    /// <param name="index">Index of the silo in its cluster.</param>
    /// <param name="core">The core that it runs on.</param>
    /// <param name="folder">Folder of the run.</param>
    /// <param name="primary">The first silo of the cluster; null: this one is.</param>
    /// <exception cref="InvalidOperationException">It ended instead.</exception>
    public static async Task<PinnedSilo> StartAsync(int index, int core, string folder, PinnedSilo? primary)
    {
        var (name, port) = ($"silo-{index:00}", FreePort());
        string[] cluster = primary is null ? [] : ["--cluster", $"{IPAddress.Loopback}:{Text(primary.Port)}"];
        var start = PinnedCores.Pin(core, "dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, "Orleans.Simulation.Cli.dll"),
            "silo", "--name", name, "--port", Text(port), "--gateway-port", Text(FreePort()),
            "--run", folder, "--attached", .. cluster,
        ]);
        SiloRuntime.Configure(start);
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        var silo = new PinnedSilo(name, port, new Process { StartInfo = start, EnableRaisingEvents = true });
        try
        {
            await silo.StartAsync();
            return silo;
        }
        catch
        {
            silo.Dispose();
            throw;
        }
    }

    /// <summary>Fails if the silo has ended: the run would wait for it.</summary>
    public void MustLive()
    {
        if (_process.HasExited)
        {
            throw new InvalidOperationException($"{Name} ended with exit code {_process.ExitCode}, last saying: {_lastLine}");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            _process.Kill();
            _process.WaitForExit();
        }
        catch (InvalidOperationException)
        {
            // It never started.
        }

        _process.Dispose();
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task StartAsync()
    {
        var isUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.Exited += (_, _) => isUp.TrySetResult();
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await isUp.Task;
        MustLive();

        void Hear(string? line)
        {
            _lastLine = line ?? _lastLine;
            if (line?.StartsWith($"silo {Name} of cluster", StringComparison.Ordinal) == true)
            {
                isUp.TrySetResult();
            }
        }
    }
}
