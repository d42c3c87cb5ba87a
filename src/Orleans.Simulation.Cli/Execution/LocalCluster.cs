using System.Diagnostics;
using System.Globalization;
using System.Net;
using Orleans.Simulation.Cli.Commands;
using Orleans.Simulation.Driver.Hosting;

namespace Orleans.Simulation.Cli.Execution;

/// <summary>Silos on this machine, each a process, for one run. One that dies is started again.</summary>
/// <remarks>
/// The first silo holds the membership, so all others start again with it. They end with this process, however it ends: it
/// holds the other end of their standard input.
/// </remarks>
internal sealed class LocalCluster : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Silo[] _silos;
    private readonly string _run;
    private readonly RunLog _log;
    private readonly int _maxStarts;
    private readonly Uri? _otlp;
    private readonly TaskCompletionSource _gaveUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isStopping;

    private LocalCluster(LocalSilos silos, string run, RunLog log)
    {
        (_run, _log, _maxStarts, _otlp) = (run, log, 20 * silos.Count, silos.Otlp);
        var ports = FreePorts.Take(2 * silos.Count);
        _silos =
        [
            .. Enumerable.Range(0, silos.Count)
                .Select(index => new Silo($"silo-{index:00}") { Port = ports[2 * index], GatewayPort = ports[(2 * index) + 1] }),
        ];
    }

    /// <summary>Fails once silos die faster than they can be started; never completes otherwise.</summary>
    public Task GaveUp => _gaveUp.Task;

    /// <summary>Starts the silos.</summary>
    /// <param name="silos">How many, and what they are to do.</param>
    /// <param name="run">Folder of the run that they are there for.</param>
    /// <param name="log">Where what they say goes.</param>
    public static LocalCluster Start(LocalSilos silos, string run, RunLog log)
    {
        var cluster = new LocalCluster(silos, run, log);
        cluster.Start(cluster._silos[0]);
        return cluster;
    }

    /// <summary>Ends the silos at once: all that matters is on the disk.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _isStopping = true;
        }

        foreach (var process in _silos.Select(silo => silo.Process).OfType<Process>())
        {
            Kill(process);
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    private void Start(Silo silo)
    {
        lock (_gate)
        {
            if (_isStopping)
            {
                return;
            }

            if (++silo.Starts > _maxStarts)
            {
                _gaveUp.TrySetException(new ClusterUnavailableException(
                    $"{silo.Name} ended {_maxStarts} times, last saying: {silo.LastLine}"));
                return;
            }

            var process = new Process { StartInfo = StartInfo(silo), EnableRaisingEvents = true };
            process.OutputDataReceived += (_, line) => Hear(silo, line.Data);
            process.ErrorDataReceived += (_, line) => Hear(silo, line.Data);
            process.Exited += (_, _) => Restart(silo, process);
            process.Start();
            silo.Process = process;
            _log.SiloStarted(silo.Name, process.Id);
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
        }
    }

    private ProcessStartInfo StartInfo(Silo silo)
    {
        // This program is either the process itself or the first argument of dotnet.
        var (host, program) = (Environment.ProcessPath!, Environment.GetCommandLineArgs()[0]);
        var runsUnderDotnet = Path.GetFileNameWithoutExtension(host) == "dotnet";
        string[] arguments =
        [
            .. runsUnderDotnet ? [program] : Array.Empty<string>(),
            "silo", "--name", silo.Name, "--port", Text(silo.Port), "--gateway-port", Text(silo.GatewayPort),
            SiloCommand.RunOption, _run, SiloCommand.AttachedOption,
            .. _otlp is null ? [] : new[] { "--otlp", _otlp.AbsoluteUri },
            .. silo == _silos[0] ? [] : new[] { "--cluster", $"{IPAddress.Loopback}:{Text(_silos[0].Port)}" },
        ];
        var start = new ProcessStartInfo(host, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        SiloRuntime.Configure(start);
        return start;
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    private void Hear(Silo silo, string? line)
    {
        if (line is null)
        {
            return;
        }

        silo.LastLine = line;
        _log.SiloSaid(silo.Name, line);
        if (!line.StartsWith($"silo {silo.Name} of cluster", StringComparison.Ordinal))
        {
            return;
        }

        silo.CameUp = true;
        if (silo == _silos[0])
        {
            // The others need its membership.
            Array.ForEach(_silos[1..], Start);
        }
    }

    private void Restart(Silo silo, Process process)
    {
        lock (_gate)
        {
            if (_isStopping || silo.Process != process)
            {
                return;
            }

            silo.Process = null;
            if (!silo.CameUp)
            {
                // Somebody else may have taken its ports; otherwise they stay, by which the others know it again.
                var ports = FreePorts.Take(2);
                (silo.Port, silo.GatewayPort) = (ports[0], ports[1]);
            }

            silo.CameUp = false;
            if (silo == _silos[0])
            {
                foreach (var other in _silos[1..])
                {
                    var orphan = other.Process;
                    other.Process = null;
                    if (orphan is not null)
                    {
                        Kill(orphan);
                    }
                }
            }
        }

        if (silo == _silos[0] || _silos[0].Process is not null)
        {
            Start(silo);
        }
    }

    /// <summary>A silo and its process.</summary>
    private sealed class Silo(string name)
    {
        public string Name => name;

        public int Port { get; set; }

        public int GatewayPort { get; set; }

        public bool CameUp { get; set; }

        public Process? Process { get; set; }

        public int Starts { get; set; }

        public string LastLine { get; set; } = "nothing";
    }
}

/// <summary>Silos on this machine for one run.</summary>
/// <param name="Count">How many; at least 1.</param>
/// <param name="Otlp">Collector of OpenTelemetry; null: nothing is exported.</param>
internal sealed record LocalSilos(int Count, Uri? Otlp);
