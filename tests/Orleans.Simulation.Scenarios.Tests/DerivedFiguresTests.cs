using Orleans.Simulation.Scenarios.Catalog;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Tests;

/// <summary>Figures of the catalog that nobody published, recomputed from those that they are said to follow from.</summary>
public sealed class DerivedFiguresTests
{
    private const decimal Gram = 1_000;
    private const decimal Gigabyte = 1_000_000_000;

    private static readonly IReadOnlyDictionary<string, ChipTypeSpec> Chips = HardwareCatalog.BuiltIn.ChipTypes;

    [Fact]
    public void Embodied_OfEveryChipWithPower_IsKnownWithBoundsOrPublished() =>
        Assert.All(Chips.Values.Where(chip => chip.Busy is not null), chip =>
        {
            var total = chip.Embodied[EmbodiedScope.Total];
            Assert.True(total.Source == "[EM]" || (total.Low <= total.Value && total.Value <= total.High), chip.Name);
        });

    [Fact]
    public void Embodied_NotPublished_FollowsFromTheMemoryOfTheChip()
    {
        var derived = Chips.Values.Where(chip => chip.Embodied.Values.Any(figure => figure.Source == "[EC]")).ToList();

        Assert.Equal(
            ["b200", "gb200", "gb300", "h200", "inferentia2", "mi300x", "tpu-v7", "trainium1", "trainium2", "trainium3"],
            derived.Select(chip => chip.Name).Order(StringComparer.Ordinal));
        Assert.All(derived, chip =>
        {
            var (figure, memory) = (chip.Embodied[EmbodiedScope.Total], chip.Memory!.Value / Gigabyte);
            var line = 400 + (6.7m * memory);
            Assert.Equal(Confidence.Assumed, figure.Confidence);
            Assert.Equal(decimal.Round(line), figure.Value / Gram);
            Assert.Equal(decimal.Round(1.47m * memory), figure.Low / Gram);
            Assert.Equal(decimal.Round(1.6m * line), figure.High / Gram);
            Assert.Contains($" {memory:0.#} GB", figure.Note, StringComparison.Ordinal);
        });
    }

    /// <summary>400 kg and 6.7 kg/GB are the line of least squares through the TPUs that have a published figure, rounded.</summary>
    [Fact]
    public void Embodied_Line_IsTheOneThroughThePublishedTpus()
    {
        var points = Chips.Values
            .Where(chip => chip.Embodied.TryGetValue(EmbodiedScope.Total, out var total) && total.Source == "[EM]")
            .Select(chip => (X: chip.Memory!.Value / Gigabyte, Y: chip.Embodied[EmbodiedScope.Total].Value / Gram))
            .ToList();
        var (meanX, meanY) = (points.Average(point => point.X), points.Average(point => point.Y));

        var slope = points.Sum(point => (point.X - meanX) * (point.Y - meanY)) / points.Sum(point => (point.X - meanX) * (point.X - meanX));
        var intercept = meanY - (slope * meanX);

        Assert.Equal(4, points.Count);
        Assert.Equal(6.7m, decimal.Round(slope, 1));
        Assert.Equal(400, decimal.Round(intercept / 10) * 10);
    }

    /// <summary>1.47 kg/GB is the board of a B200; 1.6 times the line covers what TPU v7 has by its emissions a FLOP.</summary>
    [Fact]
    public void Embodied_BoundsOfTheLine_AreWhatPublishedComparisonsGive()
    {
        var (h100, b200, v5p, v7) = (Chips["h100"], Chips["b200"], Chips["tpu-v5p"], Chips["tpu-v7"]);

        var board = EmbodiedOf(h100) * 0.50m / 0.66m * b200.Peak[Precision.Bf16].Value / h100.Peak[Precision.Bf16].Value;
        var lifeCycle = EmbodiedOf(v5p) * v7.Peak[Precision.Fp8].Value / v5p.Peak[Precision.Fp8].Value / 3.7m;

        Assert.Equal(1.47m, decimal.Round(board / (b200.Memory!.Value / Gigabyte), 2));
        Assert.Equal(2_744, decimal.Round(lifeCycle));
        Assert.Equal(1.6m, decimal.Round(lifeCycle / EmbodiedOf(v7) + 0.05m, 1));
        Assert.True(lifeCycle < v7.Embodied[EmbodiedScope.Total].High / Gram);
    }

    [Fact]
    public void Trainium3_Price_IsThatOfTrainium2ByPeaksOfEightBits()
    {
        var (two, three) = (Chips["trainium2"], Chips["trainium3"]);
        var factor = three.Peak[Precision.Mxfp8].Value / two.Peak[Precision.Fp8].Value;
        var least = three.Peak[Precision.Bf16].Value / two.Peak[Precision.Bf16].Value;

        Assert.All([PriceKind.ThirdParty, PriceKind.CapacityBlock], kind =>
        {
            Assert.Equal(decimal.Round(two.Price[kind].Value * factor, 2), three.Price[kind].Value);
            Assert.Equal(decimal.Round(two.Price[kind].Value * least, 1), decimal.Round(three.Price[kind].Low!.Value, 1));
            Assert.Equal(Confidence.Assumed, three.Price[kind].Confidence);
        });
        Assert.Equal(three.Price[PriceKind.CapacityBlock].Value, three.Price[PriceKind.ThirdParty].High);
    }

    [Fact]
    public void TpuV7_ThreeYearPrice_HasTheShareThatOlderTpusHave()
    {
        Assert.All(["tpu-v5e", "tpu-v5p", "tpu-v6e", "tpu-v7"], name =>
        {
            var price = Chips[name].Price;
            Assert.Equal(0.45m, price[PriceKind.ThreeYear].Value / price[PriceKind.OnDemand].Value);
        });
        Assert.Equal(Confidence.Assumed, Chips["tpu-v7"].Price[PriceKind.ThreeYear].Confidence);
    }

    private static decimal EmbodiedOf(ChipTypeSpec chip) => chip.Embodied[EmbodiedScope.Total].Value / Gram;
}
