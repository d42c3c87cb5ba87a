using System.Text;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Driver.Checkpoints;
using Orleans.Simulation.Driver.Engines;

namespace Orleans.Simulation.Driver.Tests.Runs;

/// <summary>What an engine said of everything, read from the files of a checkpoint by nothing but their names.</summary>
/// <param name="Fleet">The fleet.</param>
/// <param name="DataCenters">The data centers in index order.</param>
/// <param name="Racks">For each data center its racks in order.</param>
internal sealed record SavedFleet(byte[] Fleet, IReadOnlyList<byte[]> DataCenters, IReadOnlyList<byte[][]> Racks)
{
    public static SavedFleet Of(Checkpoint checkpoint)
    {
        var racks = Directory.GetFiles(checkpoint.Folder, "data-center-*-racks.jsonl").Order(StringComparer.Ordinal);
        var dataCenters = Directory.GetFiles(checkpoint.Folder, "data-center-*.json").Order(StringComparer.Ordinal);
        return new(
            File.ReadAllBytes(Path.Combine(checkpoint.Folder, "fleet.json")),
            [.. dataCenters.Select(File.ReadAllBytes)],
            [.. racks.Select(file => File.ReadLines(file).Select(Encoding.UTF8.GetBytes).ToArray())]);
    }

    /// <summary>Has a new engine make everything as it was.</summary>
    public async Task RestoreAsync(ISimulationEngine engine, FleetPlan plan)
    {
        await engine.RestoreAsync(plan, Fleet, DataCenters, CancellationToken.None);
        foreach (var (dataCenter, racks) in Racks.Index())
        {
            await engine.RestoreRacksAsync(dataCenter, 0, racks);
        }
    }

    /// <summary>The same with one rack changed as a text.</summary>
    public SavedFleet With(int dataCenter, int rack, Func<string, string> change)
    {
        byte[][][] racks = [.. Racks.Select(each => each.ToArray())];
        racks[dataCenter][rack] = Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(racks[dataCenter][rack])));
        return this with { Racks = racks };
    }
}
