using System.Diagnostics;
using System.Globalization;

namespace Orleans.Simulation.Benchmarks.Clusters;

/// <summary>Cores of this machine that processes can be pinned to before their first thread starts.</summary>
/// <remarks>
/// taskset pins a process before the runtime counts processors, so that its pools and its collector are those of a machine
/// with one core. The affinity of a process that runs already would come too late for that.
/// </remarks>
internal static class PinnedCores
{
    private const string Taskset = "taskset";

    /// <summary>The cores that this process may use, in order; none where processes cannot be pinned.</summary>
    public static IReadOnlyList<int> Available { get; } = Find();

    /// <summary>Has a program start on one core alone.</summary>
    public static ProcessStartInfo Pin(int core, string program, IEnumerable<string> arguments) =>
        new(Taskset, ["--cpu-list", core.ToString(CultureInfo.InvariantCulture), program, .. arguments]);

    private static IReadOnlyList<int> Find()
    {
        var folders = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [];
        if (!OperatingSystem.IsLinux() || !folders.Any(folder => File.Exists(Path.Combine(folder, Taskset))))
        {
            return [];
        }

        using var process = Process.GetCurrentProcess();
        var mask = process.ProcessorAffinity.ToInt64();
        return [.. Enumerable.Range(0, 64).Where(core => ((mask >> core) & 1) != 0)];
    }
}
