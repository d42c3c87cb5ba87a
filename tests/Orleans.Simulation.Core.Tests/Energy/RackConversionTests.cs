using CsCheck;
using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Energy;

public sealed class RackConversionTests
{
    private static readonly RackConversion Usual = new(950_000);

    [Theory]
    [InlineData(950_000, 475_000, 500_000)]
    [InlineData(950_000, 620_000, 652_632)]
    [InlineData(950_000, 70_000, 73_685)]
    [InlineData(500_000, 1, 2)]
    [InlineData(999_999, 1, 2)]
    [InlineData(600_000, 3, 5)]
    [InlineData(1_000_000, 620_001, 620_001)]
    [InlineData(500_000, 0, 0)]
    [InlineData(500_000, 4_000_000_000_000_000_000, 8_000_000_000_000_000_000)]
    public void InputFor_Load_IsItOverTheEfficiencyRoundedUp(int efficiency, long load, long input) =>
        Assert.Equal(new Watts(input), new RackConversion(efficiency).InputFor(new Watts(load)));

    /// <summary>A milliwatt less would not be enough.</summary>
    [Fact]
    public void InputFor_AnyLoad_IsTheLeastOfWhichItIsLeft() =>
        Gen.Select(Gen.Int[1, RackConversion.Unit], Gen.Long[1, 1_000_000_000_000]).Sample((efficiency, load) =>
        {
            var input = new RackConversion(efficiency).InputFor(new Watts(load)).Milliwatts;

            Assert.True((Int128)input * efficiency >= (Int128)load * 1_000_000);
            Assert.True((Int128)(input - 1) * efficiency < (Int128)load * 1_000_000);
        });

    [Fact]
    public void InputFor_ActivitiesOfAChip_IsThatOfEach() => Assert.Equal(
        new ActivityPower(new(652_632), new(316_843), new(471_579), new(633_685)),
        Usual.InputFor(new ActivityPower(new(620_000), new(301_000), new(448_000), new(602_000))));

    [Fact]
    public void LossOf_Nothing_IsWhereNothingIsConverted() =>
        Assert.Equal(0, RackConversion.None.LossOf(new(Int128.MaxValue / RackConversion.Unit)));

    /// <summary>
    /// A host of 8 chips behind a conversion of 95 %, busy for an hour and idle for one: 8 x 652,632 mW and 8 x 73,685 mW for an hour
    /// each, 2,947,369 mW of the host and 894,737 mW of the rack for two.
    /// </summary>
    [Fact]
    public void LossOf_ARunOfKnownLoads_IsAsByHand()
    {
        var bare = TestPlans.DataCenter(8, 8, 8);
        var plan = bare with
        {
            Chip = bare.Chip with { Idle = Usual.InputFor(Watts.FromWatts(70)), Busy = Usual.InputFor(Watts.FromWatts(620)) },
            HostOverhead = Usual.InputFor(Watts.FromWatts(2_800)),
            RackOverhead = Usual.InputFor(Watts.FromWatts(850)),
            Conversion = Usual,
        };

        var run = InProcessFleet.PlayUntil(VirtualTime.FromSeconds(7_200), plan, TestPlans.Job(0, 0, 8, 3_600));

        var energy = run.Closings[0].Account.ItEnergy;
        Assert.Equal(new Joules(48_581_092_800_000_000), energy);
        Assert.Equal((Int128)2_429_054_640_000_000 * 1_000_000, Usual.LossOf(energy));

        // Of the loads' 46,152,000 J there is nothing missing, and 38.16 J more, as all powers are rounded up.
        Assert.Equal((Int128)46_152_038_160_000_000 * 1_000_000, (energy.Nanojoules * 1_000_000) - Usual.LossOf(energy));
    }
}
