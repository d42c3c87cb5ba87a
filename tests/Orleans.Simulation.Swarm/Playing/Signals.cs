using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Orleans.Simulation.Swarm.Playing;

/// <summary>Signals to processes that the swarm knows by their ids. Where there are none, every one of them kills.</summary>
internal static partial class Signals
{
    private const int Killed = 9;
    private const int Terminated = 15;

    /// <summary>SIGCONT and SIGSTOP have other numbers on macOS.</summary>
    private static readonly (int Continue, int Stop) Job = OperatingSystem.IsMacOS() ? (19, 17) : (18, 19);

    /// <summary>Ends a process at once.</summary>
    public static void Kill(int process) => Send(process, Killed);

    /// <summary>Asks a process to end.</summary>
    public static void Terminate(int process) => Send(process, Terminated);

    /// <summary>Has a process stand still.</summary>
    public static void Stop(int process) => Send(process, Job.Stop);

    /// <summary>Has a process that stands still go on.</summary>
    public static void Continue(int process)
    {
        if (!OperatingSystem.IsWindows())
        {
            Send(process, Job.Continue);
        }
    }

    private static void Send(int process, int signal)
    {
        if (!OperatingSystem.IsWindows())
        {
            // One that has ended meanwhile is none to be hit.
            _ = SendSignal(process, signal);
            return;
        }

        try
        {
            using var there = Process.GetProcessById(process);
            there.Kill();
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // It has ended meanwhile.
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int process, int signal);
}
