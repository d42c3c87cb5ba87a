using System.Globalization;

namespace Orleans.Simulation.Verification.Schedules;

/// <summary>
/// The schedule that an independent simulator gave one of Microsoft's ITP traces, in whole seconds and without failures.
/// </summary>
/// <remarks>
/// Starts and totals are those of the folder <c>conformance</c> of the shared data, where the rules are written down. Its third
/// file of starts, of first in, first out with backfill on a pool, is of a policy that is not built.
/// </remarks>
/// <param name="Name">Which it is.</param>
/// <param name="Policy">Order of the queue: fifo or sjf.</param>
/// <param name="IsPool">Whether chips have no place; else they stand in hosts of 8.</param>
/// <param name="StartsFile">File of the starts; null: there is none.</param>
/// <param name="Totals">What it adds up to.</param>
internal sealed record ReferenceSchedule(string Name, string Policy, bool IsPool, string? StartsFile, ScheduleTotals Totals)
{
    /// <summary>Chips of the room.</summary>
    public const int Chips = 96;

    /// <summary>Jobs of the trace.</summary>
    public const int Jobs = 5_778;

    /// <summary>Chips times run times of all its jobs, in seconds.</summary>
    public const long ChipSeconds = 445_494_106;

    /// <summary>12 hosts of 8 chips, first in, first out.</summary>
    public static readonly ReferenceSchedule NodesFifo = new(
        "12 hosts of 8, fifo",
        "fifo",
        IsPool: false,
        "cluster02_nodes12x8_fifo.csv",
        new(574955.4948m, 1382055, 1428249, 597925.0412m, 6559769));

    /// <summary>12 hosts of 8 chips, shortest job first.</summary>
    public static readonly ReferenceSchedule NodesSjf = new(
        "12 hosts of 8, sjf",
        "sjf",
        IsPool: false,
        "cluster02_nodes12x8_sjf.csv",
        new(21209.2819m, 241109, 3415643, 44178.8283m, 6994195));

    /// <summary>A pool of 96 chips, first in, first out.</summary>
    public static readonly ReferenceSchedule PoolFifo = new(
        "pool of 96, fifo", "fifo", IsPool: true, null, new(475341.4855m, 1032899, 1076583, 498311.0318m, 6213135));

    /// <summary>A pool of 96 chips, shortest job first.</summary>
    public static readonly ReferenceSchedule PoolSjf = new(
        "pool of 96, sjf", "sjf", IsPool: true, null, new(28423.6945m, 599365, 2022699, 51393.2409m, 6580945));

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<ReferenceSchedule> All = [NodesFifo, NodesSjf, PoolFifo, PoolSjf];

    /// <summary>The trace, in the folder of the shared data.</summary>
    /// <param name="shared">The folder.</param>
    public static string TraceIn(string shared) => Path.Combine(shared, "traces", "training", "itp", "cluster02.csv");

    /// <summary>The files that it is compared by.</summary>
    /// <param name="shared">Folder of the shared data.</param>
    public IEnumerable<string> FilesIn(string shared) =>
        StartsFile is null ? [TraceIn(shared)] : [TraceIn(shared), StartsIn(shared, StartsFile)];

    /// <summary>When each job starts, in seconds, by its row in the trace; null where only the totals are known.</summary>
    /// <param name="shared">Folder of the shared data.</param>
    public IReadOnlyDictionary<long, long>? ReadStarts(string shared)
    {
        if (StartsFile is not null)
        {
            return ReadStarts(StartsIn(shared, StartsFile), rowColumn: 0, startColumn: 1);
        }

        if (!IsPool || Policy != "fifo")
        {
            return null;
        }

        var jobs = File.ReadLines(TraceIn(shared))
            .Skip(1)
            .Select(line => line.Split(','))
            .Select(cells => (Number(cells[1]), Number(cells[2]), (int)Number(cells[3])));
        return Schedules.PoolFifo.Starts(Chips, [.. jobs]).Index().ToDictionary(start => (long)start.Index, start => start.Item);
    }

    /// <summary>Reads the starts, in whole seconds, of a table.</summary>
    /// <param name="file">Its file: a header and rows without quotes.</param>
    /// <param name="rowColumn">Index of the column that holds rows of the trace.</param>
    /// <param name="startColumn">Index of the one that holds their starts.</param>
    public static Dictionary<long, long> ReadStarts(string file, int rowColumn, int startColumn) =>
        File.ReadLines(file)
            .Skip(1)
            .Select(line => line.Split(','))
            .ToDictionary(cells => Number(cells[rowColumn]), cells => Number(cells[startColumn]));

    private static string StartsIn(string shared, string file) => Path.Combine(shared, "conformance", file);

    private static long Number(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
