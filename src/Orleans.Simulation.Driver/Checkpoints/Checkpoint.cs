using System.Security.Cryptography;
using System.Text;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Driver.Engines;

namespace Orleans.Simulation.Driver.Checkpoints;

/// <summary>A checkpoint on disk whose files have been found to be what its manifest says.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Manifest">Its manifest.</param>
public sealed record Checkpoint(string Folder, CheckpointManifest Manifest)
{
    /// <summary>Racks that an engine gets in one call: bounds what is in memory, yet keeps all cores busy.</summary>
    internal const int RacksAtOnce = 128;

    private const string FleetFile = "fleet.json";

    /// <summary>Has an engine say all that it knows, and writes it.</summary>
    /// <param name="folder">An empty folder.</param>
    /// <param name="engine">The engine, between two windows.</param>
    /// <param name="plan">The fleet.</param>
    /// <param name="manifest">The manifest without files.</param>
    /// <returns>The manifest; it has been written last.</returns>
    internal static async Task<CheckpointManifest> WriteAsync(
        string folder, ISimulationEngine engine, FleetPlan plan, CheckpointManifest manifest)
    {
        var files = new List<CheckpointFile>();
        var last = new Core.Time.VirtualTime(manifest.Horizon.Microseconds - 1);
        foreach (var dataCenter in plan.DataCenters)
        {
            using var racks = new CheckpointWriter(folder, RacksFile(dataCenter.Index));
            for (var first = 0; first < dataCenter.Topology.Racks; first += RacksAtOnce)
            {
                var count = Math.Min(RacksAtOnce, dataCenter.Topology.Racks - first);
                foreach (var rack in await engine.SaveRacksAsync(dataCenter.Index, first, count, last))
                {
                    racks.Write(rack);
                }
            }

            files.Add(racks.Complete());
            files.Add(WriteOne(folder, DataCenterFile(dataCenter.Index), await engine.SaveDataCenterAsync(dataCenter.Index)));
        }

        files.Add(WriteOne(folder, FleetFile, await engine.SaveFleetAsync()));
        var complete = manifest with { Files = files };
        DurableFile.Replace(Path.Combine(folder, CheckpointManifest.FileName), complete.ToBytes());
        return complete;
    }

    /// <summary>Reads the manifest of a folder and compares all files with it.</summary>
    /// <exception cref="InvalidDataException">Something is damaged or missing, or of another version.</exception>
    internal static Checkpoint Read(string folder)
    {
        try
        {
            var manifest = CheckpointManifest.Read(File.ReadAllBytes(Path.Combine(folder, CheckpointManifest.FileName)));
            foreach (var file in manifest.Files)
            {
                using var stream = File.OpenRead(Path.Combine(folder, Path.GetFileName(file.Name)));
                if (stream.Length != file.Bytes || Convert.ToHexStringLower(SHA256.HashData(stream)) != file.Hash)
                {
                    throw new InvalidDataException($"its {file.Name} is damaged (its hash is wrong)");
                }
            }

            return new(folder, manifest);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidDataException($"it is incomplete ({exception.Message})", exception);
        }
    }

    /// <summary>Has an engine make everything as it was.</summary>
    internal async Task RestoreAsync(ISimulationEngine engine, FleetPlan plan, CancellationToken cancellation)
    {
        byte[][] dataCenters = [.. plan.DataCenters.Select(each => ReadOne(DataCenterFile(each.Index)))];
        await engine.RestoreAsync(plan, ReadOne(FleetFile), dataCenters, cancellation);
        foreach (var dataCenter in plan.DataCenters)
        {
            var first = 0;
            foreach (var racks in RacksOf(dataCenter.Index).Chunk(RacksAtOnce))
            {
                await engine.RestoreRacksAsync(dataCenter.Index, first, racks).WaitAsync(cancellation);
                first += racks.Length;
            }
        }
    }

    /// <summary>The racks of a data center, one after the other.</summary>
    internal IEnumerable<byte[]> RacksOf(int dataCenter) =>
        File.ReadLines(Path.Combine(Folder, RacksFile(dataCenter))).Select(Encoding.UTF8.GetBytes);

    private static string RacksFile(int dataCenter) => $"data-center-{dataCenter}-racks.jsonl";

    private static string DataCenterFile(int dataCenter) => $"data-center-{dataCenter}.json";

    private static CheckpointFile WriteOne(string folder, string name, byte[] snapshot)
    {
        using var writer = new CheckpointWriter(folder, name);
        writer.Write(snapshot);
        return writer.Complete();
    }

    private byte[] ReadOne(string name) => File.ReadAllBytes(Path.Combine(Folder, name));
}
