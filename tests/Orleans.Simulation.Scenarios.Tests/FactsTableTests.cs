using System.Globalization;
using Orleans.Simulation.Scenarios.Catalog;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Tests;

/// <summary>The catalog against the collection of facts that it was made from: every figure, with its unit and mark.</summary>
public sealed class FactsTableTests
{
    private static readonly HardwareCatalog Catalog = HardwareCatalog.BuiltIn;

    // Keys that the cells of a row are about, in the order of its columns.
    private static readonly string[][] Columns =
    [
        ["peak"], ["memory", "memoryBandwidth"], ["link"], ["idle", "busy", "tdp", "hostRating"],
        [
            "chipsPerHost", "hostsPerRack", "scaleUpDomain", "topology", "scaleOut", "rackRating", "hostRating", "networkOverhead", "pod",
            "largestJob",
        ],
        ["price"],
    ];

    [SkippableFact]
    public void Table_EveryNumberAndTag_IsInTheCatalogUnderItsKey()
    {
        var misses = new List<string>();
        foreach (var (chip, cells) in Facts.ChipTable())
        {
            foreach (var (cell, keys) in cells.Zip(Columns))
            {
                var figures = FiguresOf(chip).Where(figure => keys.Contains(figure.Key.Split('.')[0])).ToList();
                var numbers = figures.SelectMany(NumbersOf).ToHashSet();
                var tags = TagsOf(figures);
                misses.AddRange(Facts.Numbers(cell).Except(numbers).Select(number => $"{chip}: {number} of {cell}"));
                misses.AddRange(References.TagsIn(cell).Except(tags).Select(tag => $"{chip}: [{tag}] of {cell}"));
            }
        }

        Assert.Empty(misses);
    }

    [SkippableFact]
    public void Table_PeaksMemoryLinkAndPower_StandAtTheirKeys()
    {
        var table = Facts.ChipTable();
        Assert.Equal(16, table.Count);
        Assert.All(table, row =>
        {
            var (chip, cells) = (Catalog.ChipTypes[row.Key], row.Value);
            var peaks = Facts.Numbers(cells[0] == "as H100" ? table["h100"][0] : cells[0]);
            Assert.Equal(peaks[0], Number(chip.Peak[Precision.Bf16], "TFLOP/s"));
            if (cells[0].Contains("int8", StringComparison.Ordinal))
            {
                Assert.Equal(peaks[^1], Number(chip.Peak[Precision.Int8], "TOP/s"));
            }

            var memory = Facts.Numbers(cells[1]);
            Assert.Equal(memory[^2], Number(chip.Memory!, cells[1].Contains("GiB", StringComparison.Ordinal) ? "GiB" : "GB"));
            Assert.Equal(memory[^1], Number(chip.MemoryBandwidth!, "TB/s"));
            Assert.Equal(Facts.Numbers(cells[2])[0], Number(chip.Link!, "GB/s"));
            Assert.Equal(cells[3].Contains("measured", StringComparison.Ordinal), chip.Idle!.Confidence == Confidence.Measured);
        });
    }

    [SkippableTheory]
    [InlineData("tpu-v5e", 40)]
    [InlineData("tpu-v5p", 40)]
    [InlineData("tpu-v6e", 30)]
    public void Table_UncertaintyOfPower_IsItsBounds(string name, int percent)
    {
        var tdp = Catalog.ChipTypes[name].Tdp!;
        var cell = Facts.ChipTable()[name][3];

        Assert.Contains($"±{percent}%", cell, StringComparison.Ordinal);
        Assert.Equal(tdp.Value.Milliwatts * (100 - percent) / 100, tdp.Low!.Value.Milliwatts);
        Assert.Equal(tdp.Value.Milliwatts * (100 + percent) / 100, tdp.High!.Value.Milliwatts);
    }

    [SkippableTheory]
    [InlineData("tpu-8t", "TPU 8t:", "TPU 8i:")]
    [InlineData("tpu-8i", "TPU 8i:", "\n")]
    public void Extension_EveryNumberAndTag_IsInTheCatalog(string chip, string from, string to)
    {
        var text = Facts.Section(Facts.Text(), from, to);
        var figures = FiguresOf(chip);

        Assert.NotEmpty(Facts.Numbers(text));
        Assert.Subset(figures.SelectMany(NumbersOf).ToHashSet(), Facts.Numbers(text).ToHashSet());
        Assert.Subset(TagsOf(figures), References.TagsIn(text).ToHashSet());
    }

    [SkippableFact]
    public void Provisioned_PowerAndCostOfOwnership_AreThoseOfTheFacts()
    {
        var text = Facts.Section(Facts.Text(), "(column meaning inferred) [IX]:", ". B300/GB300");

        Assert.All(text.Split(';', StringSplitOptions.TrimEntries), entry =>
        {
            var (chip, numbers) = (Catalog.ChipTypes[entry.Split(' ')[0].ToLowerInvariant()], Facts.Numbers(entry));
            Assert.Equal(numbers[0] * 1_000, Number(chip.Provisioned!, "W"));
            Assert.Equal(numbers[1], Number(chip.CostOfOwnership[OwnerKind.Hyperscaler], "$/h"));
            Assert.Equal(numbers[2], Number(chip.CostOfOwnership[OwnerKind.Neocloud], "$/h"));
        });
    }

    [SkippableFact]
    public void Embodied_CarbonOfTpus_IsThatOfTheFacts()
    {
        var entries = Facts.Section(Facts.Text(), "(manufacturing/total):", "[EM]")
            .Split(';', StringSplitOptions.TrimEntries)
            .Where(entry => !entry.StartsWith("v4i", StringComparison.Ordinal))
            .ToList();

        Assert.Equal(4, entries.Count);
        Assert.All(entries, entry =>
        {
            var (chip, numbers) = (Catalog.ChipTypes[$"tpu-{entry.Split(' ')[0]}"], Facts.Numbers(entry));
            Assert.Equal(numbers[0], Number(chip.Embodied[EmbodiedScope.Manufacturing], "kg"));
            Assert.Equal(numbers[1], Number(chip.Embodied[EmbodiedScope.Total], "kg"));
        });
    }

    /// <summary>The rows of the table of regions; one row may stand for several.</summary>
    [SkippableFact]
    public void Regions_Shipped_AreThoseOfTheFacts()
    {
        var rows = Facts.Section(Facts.Text(), "## 6. ", "\nAWS WUE").Split('\n')
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Select(line => line.Trim().Trim('|').Split('|').Select(cell => cell.Trim()).ToArray())
            .ToDictionary(cells => cells[0], cells => cells[1..], StringComparer.Ordinal);
        (string Region, string Row)[] measured =
        [
            ("iowa", "Iowa/MISO"), ("ohio", "Ohio & N. Virginia/PJM"), ("virginia", "Ohio & N. Virginia/PJM"),
            ("oregon", "Oregon"), ("oklahoma", "Oklahoma"), ("south-carolina", "S. Carolina"), ("dallas", "Dallas"),
        ];
        var regions = RegionCatalog.All;
        foreach (var (name, row) in measured)
        {
            var region = regions[name];
            Assert.Equal(Facts.Numbers(rows[row][0])[0], Number(region.Carbon!, "g/kWh"));
            var share = rows[row][1].Replace("%", string.Empty, StringComparison.Ordinal);
            Assert.Equal(Facts.Numbers(share)[0] / 100, region.CarbonFree!.Value);
            Assert.Equal(("[GCP]", "[GCP]"), (region.Carbon!.Source, region.CarbonFree.Source));
            if (region.Price is { } price)
            {
                Assert.Equal(Facts.Numbers(rows[row][3])[0] / 100, Number(price, "USD/kWh"));
            }

            var pues = Facts.Numbers(rows[row][2]);
            Assert.All(
                new[] { region.Pue?.Text.Value, region.Pue?.Text.Low }.OfType<string>(),
                pue => Assert.Contains(decimal.Parse(pue, CultureInfo.InvariantCulture), pues));
            Assert.Equal(pues.Count == 0, region.Pue is null);
        }

        // Those that are on the grid of another row.
        Assert.All(["indiana", "pennsylvania"], name => Assert.Equal(regions["ohio"].Carbon!.Value, regions[name].Carbon!.Value));
        Assert.Equal(regions["iowa"].Carbon!.Value, regions["mississippi"].Carbon!.Value);
        var prices = Facts.Numbers(rows["Pennsylvania / Mississippi"][3]);
        Assert.Equal(prices[0] / 100, Number(regions["pennsylvania"].Price!, "USD/kWh"));
        Assert.Equal(prices[1] / 100, Number(regions["mississippi"].Price!, "USD/kWh"));
        Assert.Equal(9.01m / 100, Number(regions["indiana"].Price!, "USD/kWh"));
        Assert.Equal(measured.Length + 3, regions.Count);

        var water = Facts.Numbers(Facts.Section(Facts.Text(), "AWS WUE L/kWh:", ";"));
        Assert.Equal(water, new[] { "ohio", "virginia", "oregon" }.Select(name => Number(regions[name].Water!, "L/kWh")));
    }

    [SkippableFact]
    public void Chips_Shipped_AreThoseOfTheFacts() =>
        Assert.Equal(Facts.ChipTable().Keys.Append("tpu-8i").Append("tpu-8t").Order(), Catalog.ChipTypes.Keys);

    private static List<HardwareFigure> FiguresOf(string chip) =>
    [
        .. HardwareFigures.Of(Catalog.ChipTypes[chip]),
        .. Catalog.RackTypes.Values.Where(rack => rack.Chip == chip).SelectMany(HardwareFigures.Of),
    ];

    private static HashSet<string> TagsOf(IEnumerable<HardwareFigure> figures) =>
        [.. figures.SelectMany(figure => References.TagsIn($"{figure.Source} {figure.Note}"))];

    // A power may be written in watts where the facts have kilowatts.
    private static IEnumerable<decimal> NumbersOf(HardwareFigure figure)
    {
        string?[] texts = [figure.Text?.Value, figure.Text?.Low, figure.Text?.High, figure.Note];
        foreach (var number in texts.SelectMany(text => Facts.Numbers(text ?? string.Empty)))
        {
            yield return number;
            if (figure.Text?.Unit == "W")
            {
                yield return number / 1_000;
            }
        }
    }

    private static decimal Number<T>(Sourced<T> figure, string unit)
        where T : struct
    {
        Assert.Equal(unit, figure.Text.Unit);
        return decimal.Parse(figure.Text.Value);
    }
}
