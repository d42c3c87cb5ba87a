using CsCheck;
using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Racks;

/// <summary>Random histories of racks: the rack's books, its chips' and a naive model's agree to the nanojoule.</summary>
public sealed class RackAccountTests
{
    private const int MaxJobs = 64;

    private static readonly Gen<RackStep[]> Steps = Gen
        .Select(Gen.Long[0, 60_000_000], Gen.Int[0, 9], Gen.ULong, Gen.ULong, Gen.Bool)
        .Select(step => new RackStep(step.Item1, step.Item2, step.Item3 & step.Item4, step.Item5))
        .Array[1, 120];

    [Fact]
    public void Account_AnyHistory_EqualsChipsAndNaiveModel() =>
        Gen.Select(Gen.OneOf(1, 5, 64, 72, 144, 256), Gen.ULong, Gen.OneOf(0, 10, 1000), Steps).Sample(
            (chips, seed, minutes, steps) =>
            {
                var history = new RackHistory(TestPlans.Rack(chips, VirtualDuration.FromMinutes(minutes), seed));
                foreach (var step in steps)
                {
                    history.Play(step);
                }

                history.MustAgree();
            },
            iter: 100);

    internal sealed record RackStep(long Gap, int Choice, ulong Mask, bool Send);

    private sealed class RackHistory(RackPlan plan)
    {
        private readonly InProcessRack _rack = new(plan);
        private readonly List<RackCommand> _waiting = [];
        private readonly int?[] _jobs = new int?[plan.Chips];
        private readonly bool[] _isFailed = new bool[plan.Chips];
        private readonly Int128[] _times = new Int128[Enum.GetValues<ChipStatus>().Length];
        private VirtualTime _now;
        private int _nextJob;

        public void Play(RackStep step)
        {
            var until = _now + new VirtualDuration(step.Gap);
            while (_rack.Promise <= until)
            {
                MoveTo(_rack.Promise);
                var failures = Send();
                Assert.NotEmpty(failures);
                foreach (var failure in failures)
                {
                    Assert.Equal(_now, failure.Time);
                    _isFailed[failure.Slot] = true;
                }
            }

            MoveTo(until);
            Command(step);
            if (step.Send)
            {
                Assert.Empty(Send());
            }
        }

        public void MustAgree()
        {
            var account = _rack.Settle(new(plan.Rack, [.. _waiting], _now));
            Assert.Equal<IEnumerable<Int128>>(_times, [account.Idle, account.Busy, account.Failed]);
            var energy = (_times[0] * 100_000) + (_times[1] * 700_000) + (_times[2] * 50_000);
            Assert.Equal(energy, account.ChipEnergy.Nanojoules);
            Assert.Equal(energy, account.Chips.Aggregate(Int128.Zero, (sum, chip) => sum + chip.Energy.Nanojoules));
            Assert.Equal(energy + ((Int128)2_000_000 * _now.Microseconds), account.Energy.Nanojoules);
            Assert.Equal(Enumerable.Range(0, plan.Chips).Select(StatusOf), account.Chips.Select(chip => chip.Status));
        }

        private ChipStatus StatusOf(int slot) =>
            _isFailed[slot] ? ChipStatus.Failed : _jobs[slot] is null ? ChipStatus.Idle : ChipStatus.Busy;

        private void MoveTo(VirtualTime time)
        {
            for (var slot = 0; slot < plan.Chips; slot++)
            {
                _times[(int)StatusOf(slot)] += (time - _now).Microseconds;
            }

            _now = time;
        }

        private void Command(RackStep step)
        {
            var word = (byte)(step.Choice % (((plan.Chips - 1) / 64) + 1));
            int[] slots = [.. Enumerable.Range(0, plan.Chips).Where(slot => slot / 64 == word)];
            switch (step.Choice)
            {
                case < 4 when _nextJob < MaxJobs:
                    Give(word, step.Mask, slots.Where(slot => _jobs[slot] is null));
                    break;
                case < 8 when slots.FirstOrDefault(slot => _jobs[slot] is not null, -1) is >= 0 and var held:
                    Stop(word, _jobs[held]!.Value, slots, step.Choice % 2 == 0);
                    break;
                default:
                    Repair(word, slots);
                    break;
            }
        }

        private void Give(byte word, ulong mask, IEnumerable<int> free)
        {
            int[] taken = [.. free.Where(slot => ((mask >> (slot % 64)) & 1) != 0)];
            Add(taken, word, _nextJob, RackCommandKind.Start);
            Array.ForEach(taken, slot => _jobs[slot] = _nextJob);
            _nextJob++;
        }

        private void Stop(byte word, int job, IEnumerable<int> slots, bool isComplete)
        {
            int[] given = [.. slots.Where(slot => _jobs[slot] == job)];
            Add(given, word, job, isComplete ? RackCommandKind.Complete : RackCommandKind.Interrupt);
            Array.ForEach(given, slot => _jobs[slot] = null);
        }

        private void Repair(byte word, IEnumerable<int> slots)
        {
            int[] repaired = [.. slots.Where(slot => _isFailed[slot] && _jobs[slot] is null)];
            Add(repaired, word, -1, RackCommandKind.Repair);
            Array.ForEach(repaired, slot => _isFailed[slot] = false);
            Assert.Empty(Send());
        }

        private void Add(int[] slots, byte word, int job, RackCommandKind kind) => _waiting.Add(
            new(_now, slots.Aggregate(0UL, (mask, slot) => mask | (1UL << (slot % 64))), job, kind, word));

        private IReadOnlyList<ChipFailure> Send()
        {
            var reply = _rack.Advance(new(plan.Rack, [.. _waiting], _now));
            _waiting.Clear();
            Assert.InRange(_rack.LogLength, 0, RackProcess.MaxLogCapacity - 1);
            return reply.Failures;
        }
    }
}
