using System.Globalization;
using System.Text.RegularExpressions;
using Orleans.Simulation.EndToEnd.Support;

namespace Orleans.Simulation.EndToEnd;

/// <summary>Covers: the units in which the tables of a run show power and energy go by how much there is; files keep theirs.</summary>
public sealed partial class TableUnitTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData(1_024, "6h", "kWh", 1, "kW", 1)]
    [InlineData(1_024, "2d", "MWh", 1_000, "kW", 1)]
    [InlineData(65_536, "1h", "MWh", 1_000, "MW", 1_000)]
    [InlineData(131_072, "13d", "GWh", 1_000_000, "MW", 1_000)]
    public async Task Tables_OfRun_ShowPowerAndEnergyInTheUnitsThatFit(
        int chips, string duration, string energyUnit, int energyKilos, string powerUnit, int powerKilos)
    {
        var run = await _workspace.RunAsync(
            "run", "rainier", "--engine", "reference", "--out", "here", "--set", $"fleet.chips={chips}", "--set", $"duration={duration}",
            "--set", "workload.sources[training].generator.load=0.01");
        run.AssertExit(0);

        var energy = _workspace.ResultsOf("here").Summary.At("energy");
        decimal Figure(string name) => energy.GetProperty(name).GetDecimal();
        Assert.Equal(Text(Figure("itKilowattHours") / energyKilos, 1), Cell(run.Output, $"IT {energyUnit}", "total"));
        Assert.Equal(Text(Figure("facilityKilowattHours") / energyKilos, 1), Cell(run.Output, $"Facility {energyUnit}", "total"));
        Assert.Equal(Text(Figure("meanItKilowatts") / powerKilos, 2), Cell(run.Output, $"Mean IT {powerUnit}", "total"));

        var power = _workspace.ResultsOf("here").Summary.At("dataCenters")[0].GetProperty("power");
        var mean = power.GetProperty("meanFacilityKilowatts").GetDecimal();
        Assert.Equal(Text(mean / powerKilos, 2), Cell(run.Output, $"Mean facility {powerUnit}", "indiana"));
    }

    private static string Text(decimal amount, int digits) => amount.ToString($"N{digits}", CultureInfo.InvariantCulture);

    /// <summary>The cell of the first table that has such a column.</summary>
    private static string Cell(string output, string column, string row)
    {
        var lines = output.Split('\n').Select(line => Columns().Split(line.Trim())).ToList();
        var heading = lines.FindIndex(cells => cells.Contains(column));
        Assert.True(heading >= 0, $"No table has a column {column}:\n{output}");
        return lines.Skip(heading).First(cells => cells[0] == row)[Array.IndexOf(lines[heading], column)];
    }

    [GeneratedRegex(" {2,}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Columns();
}
