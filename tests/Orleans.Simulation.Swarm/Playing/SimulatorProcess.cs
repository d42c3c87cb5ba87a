using System.Diagnostics;
using System.Text;

namespace Orleans.Simulation.Swarm.Playing;

/// <summary>The simulator's command line as a process. Disposing kills it.</summary>
internal sealed class SimulatorProcess : IDisposable
{
    /// <summary>Time after which silos that the swarm starts count a silent one as dead.</summary>
    public static readonly TimeSpan FailureDetection = TimeSpan.FromSeconds(3);

    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Orleans.Simulation.Cli.dll");

    private readonly Process _process;
    private readonly StringBuilder _said = new();

    private SimulatorProcess(Process process, string command) => (_process, Command) = (process, command);

    /// <summary>What was started, for messages.</summary>
    public string Command { get; }

    /// <summary>Its id.</summary>
    public int Id { get; private init; }

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Its exit code, once it has ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>What it said on both outputs.</summary>
    public string Said
    {
        get
        {
            lock (_said)
            {
                return _said.ToString();
            }
        }
    }

    /// <summary>Starts a process.</summary>
    /// <param name="arguments">Its arguments.</param>
    public static SimulatorProcess Start(params string[] arguments)
    {
        var started = StartAttached(arguments);
        started._process.StandardInput.Close();
        return started;
    }

    /// <summary>Starts a process whose standard input ends with this process.</summary>
    /// <param name="arguments">Its arguments.</param>
    public static SimulatorProcess StartAttached(params string[] arguments)
    {
        var info = new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };

        // Silos of a run's own have no option for it.
        info.Environment["ORLEANS_SIMULATION_FAILURE_DETECTION"] = $"{FailureDetection.TotalSeconds}s";

        // Processes live for seconds: code that is compiled twice does not pay.
        info.Environment["DOTNET_TieredPGO"] = "0";
        var process = Process.Start(info)!;
        var started = new SimulatorProcess(process, string.Join(' ', arguments)) { Id = process.Id };
        process.OutputDataReceived += (_, line) => started.Hear(line.Data);
        process.ErrorDataReceived += (_, line) => started.Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return started;
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>Whether it came.</returns>
    public async Task<bool> WaitAsync(TimeSpan patience, CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(patience);
        try
        {
            await _process.WaitForExitAsync(timeout.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
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

    private void Hear(string? line)
    {
        if (line is not null)
        {
            lock (_said)
            {
                _said.Append(line.TrimEnd()).Append('\n');
            }
        }
    }
}
