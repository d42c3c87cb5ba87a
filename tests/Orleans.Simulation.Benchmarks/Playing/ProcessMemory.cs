using System.Diagnostics;

namespace Orleans.Simulation.Benchmarks.Playing;

/// <summary>Memory of this process, in bytes.</summary>
internal static class ProcessMemory
{
    /// <summary>Bytes in a gigabyte, as memory is shown.</summary>
    public const double Gigabyte = 1e9;

    /// <summary>The largest resident set so far.</summary>
    public static long Peak
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return process.PeakWorkingSet64;
        }
    }

    /// <summary>The resident set now.</summary>
    public static long Resident
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return process.WorkingSet64;
        }
    }

    /// <summary>What the managed heap holds after a collection.</summary>
    public static long CollectedHeap
    {
        get
        {
            GC.Collect();
            return GC.GetTotalMemory(forceFullCollection: false);
        }
    }
}
