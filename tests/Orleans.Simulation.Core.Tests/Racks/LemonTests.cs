using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Racks;

/// <summary>Hosts that fail more often than others.</summary>
public sealed class LemonTests
{
    private const int ChipsPerHost = 8;

    private static readonly VirtualDuration Mean = VirtualDuration.FromHours(1000);
    private static readonly VirtualDuration Lemon = VirtualDuration.FromHours(200);

    [Fact]
    public void Lemons_OfManyHosts_AreTheirShare()
    {
        var plan = Plan(300_000);
        var hosts = Enumerable.Range(0, 10_000).Select(rack => plan with { FirstChip = rack * 72 });
        var lemons = hosts.Count(each => each.MeanTimeToFailureOf(slot: 0) == Lemon);

        // Four standard deviations of a binomial distribution.
        Assert.InRange(lemons, 3000 - 184, 3000 + 184);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1_000_000, 9)]
    public void Lemons_NoneOrAll_AreNoneOrAll(int partsPerMillion, int expected) =>
        Assert.Equal(expected, Hosts.Count(slot => Plan(partsPerMillion).MeanTimeToFailureOf(slot) == Lemon));

    [Fact]
    public void Host_ThatIsALemon_HasOnlySuchChipsAndComponents()
    {
        var plan = Plan(500_000);
        var board = new ComponentCause("board", FailureDomain.Host, Mean);
        var rack = new ComponentCause("rack", FailureDomain.Rack, Mean);
        Assert.Equal(2, Hosts.Select(plan.MeanTimeToFailureOf).Distinct().Count());
        foreach (var first in Hosts)
        {
            var expected = plan.MeanTimeToFailureOf(first);
            Assert.True(expected == Mean || expected == Lemon);
            Assert.Equal(expected, plan.MeanTimeToFailureOf(board, first));
            Assert.All(Enumerable.Range(first, ChipsPerHost), slot => Assert.Equal(expected, plan.MeanTimeToFailureOf(slot)));
            Assert.Equal(Mean, plan.MeanTimeToFailureOf(rack, first));
        }
    }

    [Fact]
    public void Host_InPlansOfOneSeed_IsTheSameLemon()
    {
        var whole = Hosts.Select(slot => Plan(500_000).MeanTimeToFailureOf(slot));
        var shifted = Plan(500_000) with { Rack = 0, Chips = 72 - ChipsPerHost, FirstChip = 1000 + ChipsPerHost };
        Assert.Equal(whole.Skip(1), Hosts.SkipLast(1).Select(slot => shifted.MeanTimeToFailureOf(slot)));
        var other = Plan(500_000) with { Seed = 2 };
        Assert.NotEqual(whole, Hosts.Select(slot => other.MeanTimeToFailureOf(slot)));
    }

    [Fact]
    public void Chip_OfALemon_DrawsItsFailureFromTheShorterMean()
    {
        var plan = Plan(1_000_000);
        var plain = plan with { LemonPartsPerMillion = 0, Chip = plan.Chip with { MeanTimeToFailure = Lemon } };
        Assert.Equal(new InProcessRack(plain).Promise, new InProcessRack(plan).Promise);
    }

    /// <summary>The first slots of the hosts.</summary>
    private static IEnumerable<int> Hosts => Enumerable.Range(0, 9).Select(host => host * ChipsPerHost);

    private static RackPlan Plan(int partsPerMillion) => TestPlans.Rack(72, Mean) with
    {
        ChipsPerHost = ChipsPerHost,
        LemonPartsPerMillion = partsPerMillion,
        LemonFactor = 5,
    };
}
