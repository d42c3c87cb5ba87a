using CsCheck;
using Orleans.Simulation.Scenarios.Compilation;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Tests;

public sealed class FleetSharesTests
{
    [Fact]
    public void Shares_WholeRacks_AreExact() =>
        Assert.Equal([65_536, 32_768, 32_768], Share(131_072, (2, 64), (1, 64), (1, 64)));

    [Fact]
    public void Shares_Remainders_GoToTheLargestThenTheFirst() =>
        Assert.Equal([64, 64, 2], Share(130, (1, 64), (1, 64), (1, 64)));

    [Fact]
    public void Shares_OwnSizes_ComeOnTop()
    {
        var fleet = new FleetSpec
        {
            Chips = 100,
            DataCenters =
            [
                new DataCenterSpec { Name = "a", Rack = "r", Share = 1 },
                new DataCenterSpec { Name = "b", Rack = "r", Racks = 3 },
                new DataCenterSpec { Name = "c", Rack = "r", Chips = 5 },
            ],
        };

        Assert.Equal([100, 24, 5], FleetShares.Chips(fleet, [8, 8, 8]));
    }

    [Fact]
    public void Shares_AnyFleet_AddUpWithAtMostOnePartlyFilledRack()
    {
        var dataCenter = Gen.Select(Gen.Int[1, 1_000], Gen.Int[1, 256]);
        Gen.Select(Gen.Int[1, FleetSpec.MaxChips], dataCenter.Array[1, 20]).Sample((total, dataCenters) =>
        {
            var chips = Share(total, [.. dataCenters]);

            Assert.Equal(total, chips.Sum());
            Assert.True(chips.Index().Count(each => each.Item % dataCenters[each.Index].Item2 != 0) <= 1);
        });
    }

    private static IReadOnlyList<long> Share(long total, params (int Share, int ChipsPerRack)[] dataCenters)
    {
        var specs = dataCenters.Select((each, index) => new DataCenterSpec { Name = $"d{index}", Rack = "r", Share = each.Share });
        var fleet = new FleetSpec { Chips = total, DataCenters = [.. specs] };
        return FleetShares.Chips(fleet, [.. dataCenters.Select(each => each.ChipsPerRack)]);
    }
}
