using System.Globalization;
using Orleans.Simulation.Driver.Runs;
using Orleans.Simulation.Grains.Calls;

namespace Orleans.Simulation.Driver.Clusters;

/// <summary>The runs of a cluster: numbered folders below one that all silos share.</summary>
/// <param name="folder">The shared folder.</param>
public sealed class RunCatalog(string folder) : IRunPlaces
{
    private readonly string _runs = Path.Combine(Path.GetFullPath(folder), "runs");

    /// <inheritdoc/>
    public IReadOnlyList<RunPlace> All => Directory.Exists(_runs)
        ? [.. Directory.EnumerateDirectories(_runs).Select(PlaceAt).OfType<RunPlace>().OrderBy(place => place.Number)]
        : [];

    /// <summary>The run with a number; null: there is none.</summary>
    public RunPlace? Find(int number) => All.FirstOrDefault(place => place.Number == number);

    /// <summary>Takes up a new run, under a number that no other one has, whichever silo asks at the same time.</summary>
    /// <exception cref="IOException">The folder cannot be written, or all numbers are used.</exception>
    public RunPlace Add(RunOrder order)
    {
        Directory.CreateDirectory(_runs);
        var number = All.Select(place => place.Number).LastOrDefault();
        while (++number < GrainKey.MaxRuns)
        {
            var place = new RunPlace(number, Path.Combine(_runs, number.ToString("D5", CultureInfo.InvariantCulture)));
            if (!TryClaim(place.Path))
            {
                continue;
            }

            RunFolder.Create(place.Path, order).Dispose();
            place.WriteStatus(RunStatus.Of(number, order));
            place.Open();
            return place;
        }

        throw new IOException($"{_runs} holds {number - 1} runs, and there are no more numbers: move old ones away");
    }

    /// <summary>Claims a number by a file that only one process can create.</summary>
    private static bool TryClaim(string path)
    {
        try
        {
            using var claim = new FileStream(path + ".claim", FileMode.CreateNew);
            return true;
        }
        catch (IOException) when (File.Exists(path + ".claim"))
        {
            return false;
        }
    }

    private static RunPlace? PlaceAt(string path) =>
        int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new(number, path)
            : null;
}
