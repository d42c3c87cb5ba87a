using CsCheck;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Topology;

namespace Orleans.Simulation.Core.Tests.Scheduling;

/// <summary>Gangs that lose chips, get others or shrink, and spares of racks, against what is documented, by search.</summary>
public sealed class GangRecoveryTests
{
    private static readonly Gen<DataCenterTopology> Topologies = Gen
        .Select(Gen.OneOf((4, 2), (8, 2), (12, 4), (72, 12), (130, 10), (5, 1)), Gen.Int[1, 9_999])
        .Select(draw => new DataCenterTopology(1 + (draw.Item2 % (5 * draw.Item1.Item1)), draw.Item1.Item1, draw.Item1.Item2));

    private static readonly Gen<(int Choice, int Value, int More)[]> Steps =
        Gen.Select(Gen.Int[0, 10], Gen.Int[0, 99_999], Gen.Int[0, 99_999]).Array[1, 80];

    [Theory]
    [InlineData(PlacementPolicy.Pool)]
    [InlineData(PlacementPolicy.Nodes)]
    [InlineData(PlacementPolicy.Racks)]
    [InlineData(PlacementPolicy.Cubes)]
    [InlineData(PlacementPolicy.Slices)]
    public void Gangs_AnyHistory_AreReplacedAndShrunkAsDocumented(PlacementPolicy policy)
    {
        var (replaced, shrunk) = (0, 0);
        Gen.Select(Topologies, Gen.Int[0, 2], Steps).Sample(
            (topology, spareHosts, steps) =>
            {
                var history = new GangHistory(topology, policy, Math.Min(spareHosts, (topology.ChipsPerRack / topology.ChipsPerHost) - 1));
                Array.ForEach(steps, history.Play);
                Interlocked.Add(ref replaced, history.Replaced);
                Interlocked.Add(ref shrunk, history.Shrunk);
            },
            iter: 600);
        Assert.True(replaced > 100 && shrunk > 100, $"{replaced} gangs were replaced, {shrunk} shrunk");
    }

    private sealed class Gang(int chips)
    {
        public int Wanted { get; } = chips;

        public IReadOnlyList<ChipSet> Kept { get; set; } = [];

        public IReadOnlyList<ChipSet> Missing { get; set; } = [];
    }

    /// <summary>An allocator, and a set of free chips beside it.</summary>
    private sealed class GangHistory(DataCenterTopology topology, PlacementPolicy policy, int spareHosts)
    {
        private readonly ChipAllocator _allocator = new(topology, policy, spareHosts);
        private readonly HashSet<int> _free = [.. Enumerable.Range(0, topology.Chips)];
        private readonly List<int> _outOfService = [];
        private readonly List<Gang> _gangs = [];

        public int Replaced { get; private set; }

        public int Shrunk { get; private set; }

        private bool TakesRacks => policy is PlacementPolicy.Cubes or PlacementPolicy.Slices;

        /// <summary>Chips that a job may have of a host or rack that it has as a whole.</summary>
        private int WholeChips => policy == PlacementPolicy.Nodes
            ? topology.ChipsPerHost
            : topology.ChipsPerRack - (spareHosts * topology.ChipsPerHost);

        public void Play((int Choice, int Value, int More) step)
        {
            var gang = _gangs.Count == 0 ? null : _gangs[step.Value % _gangs.Count];
            switch (step.Choice)
            {
                case < 4:
                    Start(1 + (step.Value % (topology.Chips + 2)));
                    break;
                case < 6 when gang is not null:
                    Break(gang, step.More);
                    break;
                case 6 when _outOfService.Count > 0:
                    Readmit(step.Value % _outOfService.Count);
                    break;
                case 7 when gang is not null:
                    Release(gang.Kept);
                    _gangs.Remove(gang);
                    break;
                case 8 or 9 when gang is not null:
                    Replace(gang);
                    break;
                case 10 when gang is not null:
                    Shrink(gang, 1 + (step.More % 5), 1 + (step.More % 3));
                    break;
                default:
                    break;
            }

            Assert.Equal(Open(_free, []).Count, _allocator.FreeChips);
        }

        private void Start(int chips)
        {
            var allocation = _allocator.TryAllocate(chips);
            Assert.Equal(IsPossible(_free, [], chips), allocation is not null);
            if (allocation is not null)
            {
                Assert.Subset(Open(_free, []), Take(allocation));
                AssertIsLegal(allocation, chips);
                _gangs.Add(new(chips) { Kept = allocation });
            }
        }

        /// <summary>Some chips of a gang go out of service.</summary>
        private void Break(Gang gang, int value)
        {
            int[] chips = [.. Chips(gang.Kept)];
            IReadOnlyList<ChipSet> lost =
                [.. chips.Where((_, index) => (index + value) % Math.Min(chips.Length, 7) == 0).Select(One)];
            _allocator.Release(lost);
            foreach (var chip in lost)
            {
                _allocator.Withdraw(chip);
            }

            _outOfService.AddRange(Chips(lost));
            gang.Kept = ChipSets.Except(gang.Kept, lost);
            gang.Missing = ChipSets.Union(gang.Missing, lost);
        }

        private void Readmit(int index)
        {
            _allocator.Readmit(One(_outOfService[index]));
            _free.Add(_outOfService[index]);
            _outOfService.RemoveAt(index);
        }

        private void Replace(Gang gang)
        {
            var back = _allocator.TakeFree(gang.Missing);
            Assert.Equal(Chips(gang.Missing).Where(_free.Contains).Order(), Chips(back).Order());
            Take(back);
            gang.Kept = ChipSets.Union(gang.Kept, back);
            gang.Missing = ChipSets.Except(gang.Missing, back);

            var unlocked = gang.Missing.Select(chips => chips.Rack).ToHashSet();
            HashSet<int> before = [.. _free];
            var (kept, open) = (Chips(gang.Kept).ToHashSet(), Open(_free, unlocked));
            var replaced = _allocator.TryReplace(gang.Kept, gang.Missing, gang.Wanted);
            if (replaced is null)
            {
                Assert.Equal(Open(before, []).Count, _allocator.FreeChips);
                Assert.True(
                    policy is PlacementPolicy.Pool or PlacementPolicy.Racks
                        ? open.Count + kept.Count < gang.Wanted
                        : !IsPossible([.. before, .. kept], unlocked, gang.Wanted),
                    $"{gang.Wanted} chips were to be had");
                return;
            }

            _free.UnionWith(kept);
            Take(replaced);
            Assert.All(Chips(replaced), chip => Assert.True(before.Contains(chip) || kept.Contains(chip)));
            AssertIsLegal(replaced, gang.Wanted);
            if (policy is PlacementPolicy.Pool or PlacementPolicy.Racks)
            {
                Assert.Subset(Chips(replaced).ToHashSet(), kept);
                AssertIsNear(gang, [.. Chips(replaced).Except(kept)], open);
            }

            Replaced += gang.Missing.Count > 0 ? 1 : 0;
            (gang.Kept, gang.Missing) = (replaced, []);
        }

        /// <summary>As many chips as were lost in a rack come from it, unless it has fewer.</summary>
        private void AssertIsNear(Gang gang, int[] taken, HashSet<int> open)
        {
            foreach (var lost in Chips(gang.Missing).GroupBy(RackOf))
            {
                var least = Math.Min(lost.Count(), open.Count(chip => RackOf(chip) == lost.Key));
                Assert.InRange(taken.Count(chip => RackOf(chip) == lost.Key), least, int.MaxValue);
            }
        }

        private void Shrink(Gang gang, int leastSteps, int step)
        {
            var unitChips = policy == PlacementPolicy.Nodes ? topology.ChipsPerHost : topology.ChipsPerRack;
            var lacking = Chips(gang.Missing).Select(chip => chip / unitChips).ToHashSet();
            var units = Chips(gang.Kept).Select(chip => chip / unitChips).Concat(lacking).Distinct().Count();
            var usable = units > 1 && policy is PlacementPolicy.Nodes or PlacementPolicy.Cubes
                ? Chips(gang.Kept).Where(chip => !lacking.Contains(chip / unitChips)).ToHashSet()
                : units > 1 && policy == PlacementPolicy.Slices ? [] : [.. Chips(gang.Kept)];
            var expected = usable.Count / step * step;
            var shrunk = _allocator.TryShrink(gang.Kept, gang.Missing, new JobShrink(leastSteps * step, step));
            if (expected < leastSteps * step)
            {
                Assert.Null(shrunk);
                return;
            }

            Assert.NotNull(shrunk);
            Assert.Equal(expected, shrunk.Sum(chips => chips.Count));
            Assert.Subset(usable, Chips(shrunk).ToHashSet());
            _free.UnionWith(Chips(gang.Kept));
            Take(shrunk);
            Shrunk++;
            (gang.Kept, gang.Missing) = (shrunk, []);
        }

        private void Release(IReadOnlyList<ChipSet> chips)
        {
            _allocator.Release(chips);
            _free.UnionWith(Chips(chips));
        }

        private HashSet<int> Take(IReadOnlyList<ChipSet> chips)
        {
            HashSet<int> taken = [.. Chips(chips)];
            Assert.Equal(taken.Count, chips.Sum(some => some.Count));
            _free.ExceptWith(taken);
            return taken;
        }

        /// <summary>Free chips without the spares of the racks that are locked.</summary>
        private HashSet<int> Open(HashSet<int> free, HashSet<int> unlocked)
        {
            HashSet<int> open = [.. free];
            for (var rack = 0; spareHosts > 0 && rack < topology.Racks; rack++)
            {
                var isUnlocked = unlocked.Contains(rack);
                int[][] hosts = [.. Enumerable.Range(0, topology.HostsIn(rack)).Select(host => ChipsOf(rack, host))];
                IEnumerable<int> spares = isUnlocked
                    ? hosts.SelectMany(host => host).Where(free.Contains).Skip(TakesRacks ? WholeChips : int.MaxValue)
                    : hosts.Where(host => host.All(free.Contains)).TakeLast(spareHosts).SelectMany(host => host);
                open.ExceptWith([.. spares]);
            }

            return open;
        }

        private int[] ChipsOf(int rack, int host) =>
        [
            .. Enumerable.Range(host * topology.ChipsPerHost, topology.ChipsPerHost)
                .Where(slot => slot < topology.ChipsIn(rack))
                .Select(slot => (rack * topology.ChipsPerRack) + slot),
        ];

        /// <summary>Whether a gang that holds nothing can be placed.</summary>
        private bool IsPossible(HashSet<int> free, HashSet<int> unlocked, int chips)
        {
            var open = Open(free, unlocked);
            if (!TakesRacks)
            {
                var naive = new NaiveAllocator(topology, policy);
                naive.Set(Enumerable.Range(0, topology.Chips).Except(open), isFree: false);
                return naive.TryAllocate(chips) is not null;
            }

            if (chips <= WholeChips)
            {
                return open.GroupBy(RackOf).Any(rack => rack.Count() >= chips);
            }

            int[] whole = [.. Enumerable.Range(0, topology.Chips / topology.ChipsPerRack).Where(rack => IsWhole(rack, free, unlocked))];
            var count = ((chips - 1) / WholeChips) + 1;
            return policy == PlacementPolicy.Cubes
                ? whole.Length >= count
                : whole.Any(first => first % count == 0 && Enumerable.Range(first, count).All(whole.Contains));
        }

        private bool IsWhole(int rack, HashSet<int> free, HashSet<int> unlocked)
        {
            int[] chips = [.. Enumerable.Range(rack * topology.ChipsPerRack, topology.ChipsPerRack)];
            return unlocked.Contains(rack) && spareHosts > 0
                ? chips.Count(free.Contains) >= WholeChips && chips.All(chip => free.Contains(chip) || _outOfService.Contains(chip))
                : chips.All(free.Contains);
        }

        private void AssertIsLegal(IReadOnlyList<ChipSet> gang, int chips)
        {
            Assert.Equal(chips, gang.Sum(some => some.Count));
            if (policy is PlacementPolicy.Pool or PlacementPolicy.Racks)
            {
                return;
            }

            var unitChips = policy == PlacementPolicy.Nodes ? topology.ChipsPerHost : topology.ChipsPerRack;
            var units = Chips(gang).GroupBy(chip => chip / unitChips).OrderBy(unit => unit.Key).ToArray();
            var (whole, rest) = chips <= WholeChips ? (0, chips) : Math.DivRem(chips, WholeChips);
            int[] expected = rest == 0 ? [] : [rest];
            Assert.Equal(
                [.. Enumerable.Repeat(WholeChips, whole), .. expected],
                units.Select(unit => unit.Count()).OrderDescending());
            if (policy == PlacementPolicy.Slices && units.Length > 1)
            {
                Assert.Equal(0, units[0].Key % units.Length);
                Assert.Equal(Enumerable.Range(units[0].Key, units.Length), units.Select(unit => unit.Key));
            }
        }

        private int RackOf(int chip) => chip / topology.ChipsPerRack;

        private ChipSet One(int chip)
        {
            var (word, bit) = Math.DivRem(chip % topology.ChipsPerRack, RackCommand.SlotsPerWord);
            return new(RackOf(chip), (byte)word, 1UL << bit);
        }

        private IEnumerable<int> Chips(IReadOnlyList<ChipSet> sets) =>
            sets.SelectMany(set => Enumerable.Range(0, RackCommand.SlotsPerWord)
                .Where(bit => ((set.Mask >> bit) & 1) != 0)
                .Select(bit => (set.Rack * topology.ChipsPerRack) + (set.Word * RackCommand.SlotsPerWord) + bit));
    }
}
