using CsCheck;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Topology;

namespace Orleans.Simulation.Core.Tests.Scheduling;

public sealed class ChipAllocatorTests
{
    private static readonly Gen<DataCenterTopology> Topologies = Gen
        .Select(
            Gen.OneOf((1, 1), (4, 2), (5, 1), (8, 8), (12, 4), (64, 16), (72, 4), (72, 12), (72, 72), (144, 12), (256, 8)),
            Gen.Int[1, 5 * 256])
        .Select(draw => new DataCenterTopology(1 + (draw.Item2 % (5 * draw.Item1.Item1)), draw.Item1.Item1, draw.Item1.Item2));

    private static readonly Gen<AllocatorStep[]> Steps =
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 99_999]).Select(step => new AllocatorStep(step.Item1, step.Item2)).Array[1, 80];

    [Theory]
    [InlineData(PlacementPolicy.Pool)]
    [InlineData(PlacementPolicy.Nodes)]
    [InlineData(PlacementPolicy.Racks)]
    [InlineData(PlacementPolicy.Cubes)]
    [InlineData(PlacementPolicy.Slices)]
    public void TryAllocate_AnyHistory_EqualsNaiveModel(PlacementPolicy policy) =>
        Gen.Select(Topologies, Steps).Sample(
            (topology, steps) =>
            {
                var history = new AllocatorHistory(topology, policy);
                foreach (var step in steps)
                {
                    history.Play(step);
                }
            },
            iter: 400);

    [Theory]
    [InlineData(PlacementPolicy.Pool)]
    [InlineData(PlacementPolicy.Nodes)]
    [InlineData(PlacementPolicy.Racks)]
    public void TryAllocate_AllChipsOfEmptyDataCenter_GivesAll(PlacementPolicy policy)
    {
        var topology = new DataCenterTopology(72 + 13, 72, 12);
        var allocator = new ChipAllocator(topology, policy);
        var allocation = allocator.TryAllocate(topology.Chips);
        Assert.NotNull(allocation);
        Assert.Equal(Enumerable.Range(0, topology.Chips), Chips(allocation, topology).Order());
        Assert.Equal(0, allocator.FreeChips);
        Assert.Null(allocator.TryAllocate(1));
    }

    [Fact]
    public void Nodes_SmallJob_TakesFullestHostThatFits()
    {
        var (allocator, topology) = With(PlacementPolicy.Nodes, new(24, 24, 8), 1, 5, 8, 9, 10);
        Assert.Equal([11, 12, 13, 14], Allocate(allocator, topology, 4));
        Assert.Equal([0, 2], Allocate(allocator, topology, 2));
        Assert.Equal([15], Allocate(allocator, topology, 1));
    }

    [Fact]
    public void Nodes_LargeJob_TakesWholeHostsThenEmptiestHostForTheRest()
    {
        var (allocator, topology) = With(PlacementPolicy.Nodes, new(40, 40, 8), 0, 1, 16, 24, 25, 26);
        Assert.Equal([8, 9, 10, 11, 12, 13, 14, 15, 17, 32, 33, 34, 35, 36, 37, 38, 39], Allocate(allocator, topology, 17));
    }

    [Fact]
    public void Nodes_NoHostForTheRest_TakesNothing()
    {
        var (allocator, _) = With(PlacementPolicy.Nodes, new(16, 16, 8), 9, 10, 11, 12);
        Assert.Equal(12, allocator.FreeChips);
        Assert.Null(allocator.TryAllocate(8 + 5));
        Assert.Equal(12, allocator.FreeChips);
        Assert.NotNull(allocator.TryAllocate(8 + 4));
    }

    [Fact]
    public void Racks_JobLargerThanARack_TakesFullestRacksThenBestFit()
    {
        var (allocator, topology) = With(PlacementPolicy.Racks, new(16, 4, 1), 0, 8, 9, 12);
        Assert.Equal([4, 5, 6, 7, 10, 11], Allocate(allocator, topology, 6));
    }

    [Fact]
    public void Slices_JobUpToARack_TakesTheFullestThatFitsAndNeverTwo()
    {
        var (allocator, topology) = With(PlacementPolicy.Slices, new(12, 4, 1), 0, 4, 5, 8);
        Assert.Null(allocator.TryAllocate(4));
        Assert.Equal(3 + 2 + 3, allocator.FreeChips);
        Assert.Equal([6, 7], Allocate(allocator, topology, 2));
        Assert.Equal([1, 2, 3], Allocate(allocator, topology, 3));
    }

    [Fact]
    public void Slices_LargerJob_TakesFreeRacksFromAMultipleOfTheirNumberOn()
    {
        var (allocator, topology) = With(PlacementPolicy.Slices, new(24, 4, 1), 0);
        Assert.Equal(Enumerable.Range(8, 6), Allocate(allocator, topology, 6));
        Assert.Equal(Enumerable.Range(16, 8), Allocate(allocator, topology, 8));
        Assert.Null(allocator.TryAllocate(5));
        Assert.Equal(Enumerable.Range(4, 4), Allocate(allocator, topology, 4));
    }

    [Fact]
    public void Slices_RackDownInEachSlice_LeavesNoneThatRacksWouldFind()
    {
        var (allocator, _) = With(PlacementPolicy.Slices, new(24, 4, 1), 3, 20);
        Assert.Null(allocator.TryAllocate(12));
        Assert.NotNull(With(PlacementPolicy.Racks, new(24, 4, 1), 3, 20).Allocator.TryAllocate(12));
        allocator.Readmit(One(3, new(24, 4, 1)));
        Assert.NotNull(allocator.TryAllocate(12));
    }

    [Fact]
    public void Slices_LastRackPartlyFilled_IsInNoSlice()
    {
        var (allocator, topology) = With(PlacementPolicy.Slices, new(15, 4, 1), 0, 1);
        Assert.Null(allocator.TryAllocate(5));
        Assert.Null(allocator.TryAllocate(7));
        Assert.Equal([12, 13, 14], Allocate(allocator, topology, 3));
    }

    [Fact]
    public void Withdraw_ChipThatIsNotFree_IsFault()
    {
        var allocator = new ChipAllocator(new(4, 4, 4), PlacementPolicy.Pool);
        allocator.TryAllocate(1);
        var fault = Assert.Throws<SimulationFaultException>(() => allocator.Withdraw(new ChipSet(0, 0, 0b01)));
        Assert.Contains("withdrawn but not free", fault.Message, StringComparison.Ordinal);
        allocator.Withdraw(new ChipSet(0, 0, 0b10));
        Assert.Throws<SimulationFaultException>(() => allocator.Withdraw(new ChipSet(0, 0, 0b10)));
        Assert.Equal(2, allocator.FreeChips);
    }

    private static ChipSet One(int chip, DataCenterTopology topology)
    {
        var (word, bit) = Math.DivRem(chip % topology.ChipsPerRack, RackCommand.SlotsPerWord);
        return new(chip / topology.ChipsPerRack, (byte)word, 1UL << bit);
    }

    /// <summary>An allocator in which some chips are out of service.</summary>
    private static (ChipAllocator Allocator, DataCenterTopology Topology) With(
        PlacementPolicy policy, DataCenterTopology topology, params int[] withdrawn)
    {
        var allocator = new ChipAllocator(topology, policy);
        foreach (var chip in withdrawn)
        {
            allocator.Withdraw(One(chip, topology));
        }

        return (allocator, topology);
    }

    private static IEnumerable<int> Allocate(ChipAllocator allocator, DataCenterTopology topology, int chips) =>
        Chips(allocator.TryAllocate(chips)!, topology).Order();

    private static IEnumerable<int> Chips(IReadOnlyList<ChipSet> allocation, DataCenterTopology topology) =>
        allocation.SelectMany(set => Enumerable.Range(0, RackCommand.SlotsPerWord)
            .Where(bit => ((set.Mask >> bit) & 1) != 0)
            .Select(bit => (set.Rack * topology.ChipsPerRack) + (set.Word * RackCommand.SlotsPerWord) + bit));

    internal sealed record AllocatorStep(int Choice, int Value);

    private sealed class AllocatorHistory(DataCenterTopology topology, PlacementPolicy policy)
    {
        private readonly ChipAllocator _allocator = new(topology, policy);
        private readonly NaiveAllocator _naive = new(topology, policy);
        private readonly List<IReadOnlyList<ChipSet>> _held = [];
        private readonly List<int> _outOfService = [];

        public void Play(AllocatorStep step)
        {
            switch (step.Choice)
            {
                case < 5:
                    Allocate(1 + (step.Value % (topology.Chips + 2)));
                    break;
                case < 7:
                    Allocate(1 + (step.Value % Math.Min(topology.Chips, 2 * topology.ChipsPerHost)));
                    break;
                case 7 when _held.Count > 0:
                    Release(step.Value % _held.Count);
                    break;
                case 8 when _naive.FreeChips > 0:
                    Withdraw(_naive.Free[step.Value % _naive.FreeChips]);
                    break;
                case 9 when _outOfService.Count > 0:
                    Readmit(step.Value % _outOfService.Count);
                    break;
                default:
                    break;
            }

            Assert.Equal(_naive.FreeChips, _allocator.FreeChips);
        }

        private void Allocate(int chips)
        {
            var minimalRacks = chips <= _naive.FreeChips ? _naive.MinimalRacks(chips) : 0;
            var expected = _naive.TryAllocate(chips);
            var allocation = _allocator.TryAllocate(chips);
            Assert.Equal(expected is null, allocation is null);
            if (allocation is null)
            {
                return;
            }

            Assert.Equal(expected, Chips(allocation, topology).Order());
            Assert.Equal(chips, allocation.Sum(set => set.Count));
            if (policy == PlacementPolicy.Racks)
            {
                Assert.Equal(minimalRacks, allocation.Select(set => set.Rack).Distinct().Count());
            }

            _held.Add(allocation);
        }

        private void Release(int index)
        {
            _allocator.Release(_held[index]);
            _naive.Set(Chips(_held[index], topology), isFree: true);
            _held.RemoveAt(index);
        }

        private void Withdraw(int chip)
        {
            _allocator.Withdraw(One(chip, topology));
            _naive.Set([chip], isFree: false);
            _outOfService.Add(chip);
        }

        private void Readmit(int index)
        {
            var chip = _outOfService[index];
            _allocator.Readmit(One(chip, topology));
            _naive.Set([chip], isFree: true);
            _outOfService.RemoveAt(index);
        }
    }
}
