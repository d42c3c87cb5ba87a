using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Driver.Engines;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Grains.Tests.Clusters;

namespace Orleans.Simulation.Driver.Tests.Playback;

/// <summary>What a run needs is told from its fleet, and what cannot fit is objected to.</summary>
public sealed class MemoryEstimateTests
{
    /// <summary>The most chips that a scenario may have.</summary>
    private const int MostChips = 16_777_216;

    public static TheoryData<string> Engines { get; } = [EngineNames.Orleans, EngineNames.Reference];

    [Theory]
    [InlineData(EngineNames.Orleans, 256, 64, 102)]
    [InlineData(EngineNames.Orleans, 131_072, 64, 350)]
    [InlineData(EngineNames.Orleans, 1_024_000, 64, 2_300)]
    [InlineData(EngineNames.Orleans, 65_536, 1, 510)]
    [InlineData(EngineNames.Reference, 256, 64, 61)]
    [InlineData(EngineNames.Reference, 131_072, 64, 162)]
    [InlineData(EngineNames.Reference, 1_024_000, 64, 510)]
    [InlineData(EngineNames.Reference, 65_536, 1, 220)]
    public void BytesOf_MeasuredRun_AreWithinAThirdOfWhatItNeeds(string engine, int chips, int chipsPerRack, long megabytes)
    {
        var bytes = MemoryEstimate.BytesOf(Fleet(chips, chipsPerRack), engine);

        Assert.InRange(bytes, megabytes * 1_000_000 * 2 / 3, megabytes * 1_000_000 * 4 / 3);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void BytesOf_SeveralDataCenters_GrowWithEachOfThem(string engine)
    {
        var one = MemoryEstimate.BytesOf(Plans.Fleet([new(4_096, 64, 16)]), engine);
        var two = MemoryEstimate.BytesOf(Plans.Fleet([new(4_096, 64, 16), new(4_096, 64, 16)]), engine);
        var three = MemoryEstimate.BytesOf(Plans.Fleet([new(4_096, 64, 16), new(4_096, 64, 16), new(4_096, 64, 16)]), engine);

        Assert.True(one < two, $"{one} {two}");
        Assert.Equal(two - one, three - two);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(131_072)]
    [InlineData(MostChips)]
    public void BytesOf_ReferenceEngine_AreFewer(int chips)
    {
        var fleet = Fleet(chips);

        Assert.InRange(
            MemoryEstimate.BytesOf(fleet, EngineNames.Reference), 1, MemoryEstimate.BytesOf(fleet, EngineNames.Orleans) - 1);
    }

    [Fact]
    public void BytesOf_LargestFleetInSingleChipRacks_DoNotOverflow()
    {
        var bytes = MemoryEstimate.BytesOf(Fleet(MostChips, chipsPerRack: 1), EngineNames.Orleans);

        Assert.InRange(bytes, 100_000_000_000, 130_000_000_000);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Objection_ToRunThatJustFits_IsNone(string engine)
    {
        var fleet = Fleet(131_072);
        var needed = MemoryEstimate.BytesOf(fleet, engine);

        Assert.Null(MemoryEstimate.Objection(fleet, engine, needed));
        Assert.NotNull(MemoryEstimate.Objection(fleet, engine, needed - 1));
    }

    [Fact]
    public void Objection_ToRunThatOnlyTheOtherEngineFits_NamesItAmongTheRemedies()
    {
        var objection = MemoryEstimate.Objection(Fleet(1_024_000), EngineNames.Orleans, 2_009_999_999);

        Assert.Equal(
            "A run of 1,024,000 chips needs about 2.42 GB of memory, and this machine or container lets it have 2.00 GB. "
            + "What helps: fewer chips, --engine reference (about 0.56 GB, the same results), a larger machine; "
            + "--ignore-memory starts it all the same.",
            objection);
    }

    [Theory]
    [InlineData(EngineNames.Orleans, "2.42 GB")]
    [InlineData(EngineNames.Reference, "0.56 GB")]
    public void Objection_ToRunThatFitsOnNoEngine_DoesNotSendToTheOther(string engine, string needed)
    {
        var objection = MemoryEstimate.Objection(Fleet(1_024_000), engine, 300_000_000)!;

        Assert.Contains($"needs about {needed}", objection, StringComparison.Ordinal);
        Assert.Contains("lets it have 0.30 GB", objection, StringComparison.Ordinal);
        Assert.Contains("fewer chips, a larger machine", objection, StringComparison.Ordinal);
        Assert.DoesNotContain("--engine", objection, StringComparison.Ordinal);
    }

    [Fact]
    public void Objection_ToRunThatMissesByAByte_ShowsTwoFigures()
    {
        var fleet = Fleet(131_072);

        var objection = MemoryEstimate.Objection(
            fleet, EngineNames.Orleans, MemoryEstimate.BytesOf(fleet, EngineNames.Orleans) - 1)!;

        Assert.Contains("about 0.40 GB", objection, StringComparison.Ordinal);
        Assert.Contains("have 0.39 GB", objection, StringComparison.Ordinal);
    }

    private static FleetPlan Fleet(int chips, int chipsPerRack = 64) =>
        Plans.Fleet([new(chips, chipsPerRack, Math.Min(16, chipsPerRack))]);
}
