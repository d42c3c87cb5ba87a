using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Orleans.Simulation.EndToEnd.Support;

/// <summary>A process that runs, and what it has written so far. Disposing kills it.</summary>
public sealed partial class RunningCommand : IDisposable
{
    /// <summary>Far beyond what anything here takes, also on a machine that does other things.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly string _command;
    private readonly Transcript _output = new();
    private readonly Transcript _error = new();

    // Released by every line, every change in the working directory and the end: whatever a condition may wait for.
    private readonly SemaphoreSlim _news = new(0);
    private readonly FileSystemWatcher _files;

    private RunningCommand(Process process, string command)
    {
        (_process, _command) = (process, command);
        _files = new(process.StartInfo.WorkingDirectory) { IncludeSubdirectories = true };
        _files.Created += (_, _) => _news.Release();
        _files.Changed += (_, _) => _news.Release();
        _files.Renamed += (_, _) => _news.Release();
        _files.EnableRaisingEvents = true;
    }

    /// <summary>Starts a process.</summary>
    public static RunningCommand Start(ProcessStartInfo info)
    {
        info.RedirectStandardInput = true;
        info.RedirectStandardOutput = true;
        info.RedirectStandardError = true;
        var command = new RunningCommand(
            new Process { StartInfo = info }, string.Join(' ', info.ArgumentList.Prepend(info.FileName)));
        command._process.OutputDataReceived += (_, line) => command.Hear(command._output, line.Data);
        command._process.ErrorDataReceived += (_, line) => command.Hear(command._error, line.Data);
        command._process.EnableRaisingEvents = true;
        command._process.Exited += (_, _) => command._news.Release();
        command._process.Start();
        command._process.StandardInput.Close();
        command._process.BeginOutputReadLine();
        command._process.BeginErrorReadLine();
        return command;
    }

    /// <summary>Waits for its end.</summary>
    /// <exception cref="TimeoutException">It does not end.</exception>
    public async Task<CommandResult> WaitForExitAsync()
    {
        using var timeout = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(timeout.Token);
            return Result(_process.ExitCode);
        }
        catch (OperationCanceledException)
        {
            throw NotSeen("its end");
        }
    }

    /// <summary>Waits until something is so.</summary>
    /// <param name="what">What is waited for, to be named when it does not come.</param>
    /// <param name="isSo">Whether it is so.</param>
    /// <exception cref="TimeoutException">It does not come, or the process ends before.</exception>
    public async Task WaitForAsync(string what, Func<bool> isSo)
    {
        var started = Stopwatch.GetTimestamp();
        while (!isSo())
        {
            var left = Patience - Stopwatch.GetElapsedTime(started);
            if (_process.HasExited || left <= TimeSpan.Zero || !await _news.WaitAsync(left))
            {
                throw NotSeen(what);
            }
        }
    }

    /// <summary>Waits until standard error holds a text.</summary>
    public Task WaitForErrorAsync(string text) => WaitForAsync(
        $"\"{text}\" on standard error", () => HasError(text));

    /// <summary>Waits until standard output holds a text.</summary>
    public Task WaitForOutputAsync(string text) => WaitForAsync(
        $"\"{text}\" on standard output", () => _output.ToString().Contains(text, StringComparison.Ordinal));

    /// <summary>Whether standard error holds a text by now.</summary>
    public bool HasError(string text) => _error.ToString().Contains(text, StringComparison.Ordinal);

    /// <summary>Sends a signal.</summary>
    public void Send(Signal signal)
    {
        var status = Kill(_process.Id, (int)signal);
        Assert.True(status == 0, $"{signal} cannot be sent to {_command}: error {Marshal.GetLastPInvokeError()}.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _files.Dispose();
        _process.Dispose();
    }

    private void Hear(Transcript transcript, string? line)
    {
        transcript.Add(line);
        _news.Release();
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);

    private CommandResult Result(int exitCode) => new(_command, exitCode, _output.ToString(), _error.ToString());

    private TimeoutException NotSeen(string what)
    {
        var state = _process.HasExited ? "It has ended" : $"Waited {Patience}";
        return new($"{state} without {what}.\n{Result(_process.HasExited ? _process.ExitCode : -1)}");
    }

    /// <summary>Lines as they arrive, on other threads.</summary>
    private sealed class Transcript
    {
        private readonly StringBuilder _text = new();

        public void Add(string? line)
        {
            if (line is not null)
            {
                lock (_text)
                {
                    _text.Append(line).Append('\n');
                }
            }
        }

        public override string ToString()
        {
            lock (_text)
            {
                return _text.ToString();
            }
        }
    }
}

/// <summary>Signals by their POSIX numbers.</summary>
public enum Signal
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Ctrl-C.</summary>
    Interrupt = 2,

    /// <summary>Ends a process at once.</summary>
    Kill = 9,

    /// <summary>Asks a process to end.</summary>
    Terminate = 15,

    /// <summary>Lets a stopped process go on.</summary>
    Continue = 18,

    /// <summary>Stops a process until it is let go on.</summary>
    Stop = 19,
}
