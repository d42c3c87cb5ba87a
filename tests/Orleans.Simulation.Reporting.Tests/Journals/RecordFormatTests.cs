using System.Text;
using CsCheck;
using Orleans.Simulation.Core.Divergence;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Reporting.Journals;

namespace Orleans.Simulation.Reporting.Tests.Journals;

/// <summary>Every record comes back from its bytes as it was, whatever its values, and takes no byte of the next.</summary>
public sealed class RecordFormatTests
{
    private static readonly Gen<int> GenInt = Gen.OneOf(Gen.Int, Gen.OneOf(0, 1, -1, int.MaxValue, int.MinValue));
    private static readonly Gen<long> GenLong = Gen.OneOf(Gen.Long, Gen.OneOf(0L, 1, -1, long.MaxValue, long.MinValue));
    private static readonly Gen<ulong> GenHash = Gen.OneOf(Gen.ULong, Gen.OneOf(0UL, 1UL, ulong.MaxValue));
    private static readonly Gen<VirtualTime> GenTime = GenLong.Select(microseconds => new VirtualTime(microseconds));
    private static readonly Gen<VirtualDuration> GenSpan = GenLong.Select(microseconds => new VirtualDuration(microseconds));
    private static readonly Gen<VirtualTime?> GenMaybe =
        Gen.Select(Gen.Bool, GenTime, (has, time) => has ? time : (VirtualTime?)null);

    private static readonly Gen<Int128> GenWide = Gen.Select(GenLong, GenHash, (high, low) => ((Int128)high << 64) | low);
    private static readonly Gen<Joules> GenEnergy = GenWide.Select(nanojoules => new Joules(nanojoules));
    private static readonly string[] OddIds = [string.Empty, "ä€😀", "a,\"b\"\n\0", new('x', 70_000)];
    private static readonly Gen<string> GenId =
        Gen.OneOf(Gen.String[Gen.Char.AlphaNumeric, 0, 20], Gen.Int[0, 3].Select(index => OddIds[index]));

    private static readonly Gen<JobShrink?> GenShrink =
        Gen.Select(Gen.Bool, GenInt, GenInt, (has, least, step) => has ? new JobShrink(least, step) : (JobShrink?)null);

    private static readonly Gen<ModelFlops?> GenFlops =
        Gen.Select(
            Gen.Bool, GenWide, GenLong, GenInt, (has, count, perToken, mfu) => has ? new ModelFlops(count, perToken) { Mfu = mfu } : null);

    private static readonly Gen<JobChipTime?> GenChipTime = Gen.Select(
        Gen.Bool,
        GenWide.Array[7],
        (has, time) => has ? new JobChipTime(time[0], time[1], time[2], time[3], time[4], time[5], time[6]) : (JobChipTime?)null);

    private static readonly Gen<SiteTotals> GenSite =
        GenWide.Array[3].Select(totals => new SiteTotals(totals[0], totals[1], totals[2]));

    private static readonly Gen<SiteTotals?> GenMaybeSite =
        Gen.Select(Gen.Bool, GenSite, (has, site) => has ? site : (SiteTotals?)null);

    private static readonly Gen<JobRecord> GenJob = Gen.Select(
        Gen.Select(GenInt.Array[4], GenLong, GenId, GenTime, GenSpan.Array[2], GenShrink, GenFlops),
        Gen.Select(GenInt, Gen.Enum<JobState>(), GenMaybe, GenMaybe),
        Gen.Select(GenInt, GenSpan, GenSpan, GenEnergy),
        Gen.Select(
            GenInt.Array[2],
            GenSpan.Array[6],
            GenEnergy,
            GenChipTime,
            GenMaybeSite.Array[2]),
        (arrival, state, rest, costs) => new JobRecord(
            new(
                arrival.Item1[0],
                arrival.Item1[1],
                arrival.Item2,
                arrival.Item3,
                arrival.Item1[2],
                arrival.Item1[3],
                arrival.Item4,
                arrival.Item5[0])
            {
                Postponed = arrival.Item5[1],
                Part = state.Item1 % 2 == 0 ? new(arrival.Item1[0], arrival.Item1[1]) : null,
                Shrink = arrival.Item6,
                Flops = arrival.Item7,
            },
            state.Item1,
            state.Item2,
            state.Item3,
            state.Item4,
            rest.Item1,
            rest.Item2,
            rest.Item3,
            rest.Item4)
        {
            Interruptions = costs.Item1[0],
            Hung = costs.Item2[0],
            Restarting = costs.Item2[1],
            Checkpointing = costs.Item2[2],
            Requeued = costs.Item2[3],
            Slowed = costs.Item2[4],
            Awaiting = costs.Item2[5],
            Wasted = costs.Item3,
            Site = costs.Item5[0],
            AtOnce = costs.Item5[1],
            Shrinks = costs.Item1[1],
            Partial = costs.Item4,
            Peers = rest.Item1 % 2 == 0 ? new(costs.Item1[1], costs.Item2[0], costs.Item2[5]) : null,
        });

    private static readonly Gen<FailureRecord> GenFailure = Gen.Select(
        GenInt.Array[8],
        GenTime,
        GenMaybe.Array[3],
        GenSpan,
        GenWide,
        (numbers, failed, times, lost, lostChipTime) => new FailureRecord(
            numbers[0], numbers[1], numbers[2], numbers[3], failed, times[0], times[1], numbers[4], lost, numbers[5])
        {
            RepairStart = times[2],
            Chips = numbers[6],
            JobsHit = numbers[7],
            LostChipTime = lostChipTime,
        });

    private static readonly Gen<IntervalSample> GenSample = Gen.Select(
        GenInt,
        GenTime,
        GenTime,
        GenWide.Array[5],
        GenEnergy,
        GenSite,
        (dataCenter, start, end, integrals, energy, site) => new IntervalSample(
            dataCenter, start, end, integrals[0], integrals[1], integrals[2], integrals[3], integrals[4], energy, site));

    private static readonly Gen<WindowHash> GenWindow = Gen.Select(
        Gen.Int[0, int.MaxValue],
        GenTime,
        GenHash,
        Gen.Select(Gen.Int[0, 3_000_000], GenHash).Array[0, 40],
        (dataCenter, end, hash, racks) => new WindowHash(
            dataCenter,
            end,
            hash,
            [
                .. racks.DistinctBy(rack => rack.Item1)
                    .OrderBy(rack => rack.Item1)
                    .Select(rack => new RackHash(rack.Item1, rack.Item2)),
            ]));

    [Fact]
    public void Job_AnyValues_ComesBackExactly() => AssertRoundTrip(
        GenJob, (buffer, job) => buffer.Write(job), reader => reader.ReadJob());

    [Fact]
    public void Failure_AnyValues_ComesBackExactly() => AssertRoundTrip(
        GenFailure, (buffer, failure) => buffer.Write(failure), reader => reader.ReadFailure());

    [Fact]
    public void Sample_AnyValues_ComesBackExactly() => AssertRoundTrip(
        GenSample, (buffer, sample) => buffer.Write(sample), reader => reader.ReadSample());

    [Fact]
    public void WindowHash_AnyValues_ComesBackExactly() => AssertRoundTrip(
        GenWindow, (buffer, window) => buffer.Write(window), reader => reader.ReadWindowHash(), Describe);

    [Fact]
    public void WindowHash_OfAWindowInWhichHalfTheRacksChange_TakesAboutTenBytesARack()
    {
        var buffer = new RecordBuffer();
        var racks = Enumerable.Range(0, 1_000).Select(index => new RackHash(2 * index, ulong.MaxValue));
        buffer.Write(new WindowHash(0, VirtualTime.FromSeconds(3_600), ulong.MaxValue, [.. racks]));

        Assert.InRange(buffer.Length, 9_000, 9_030);
    }

    private static string Describe(WindowHash window) =>
        $"{window.DataCenter} {window.End.Microseconds} {window.Hash} {string.Join(' ', window.Racks)}";

    private static void AssertRoundTrip<T>(
        Gen<T> values, Action<RecordBuffer, T> write, Func<BinaryReader, T> read, Func<T, string>? describe = null) =>
        values.Array[1, 4].Sample(records =>
        {
            var buffer = new RecordBuffer();
            Array.ForEach(records, record => write(buffer, record));
            using var stream = new MemoryStream(buffer.Bytes.ToArray());
            using var reader = new BinaryReader(stream, Encoding.UTF8);
            foreach (var record in records)
            {
                var actual = read(reader);
                if (describe is null)
                {
                    Assert.Equal(record, actual);
                }
                else
                {
                    Assert.Equal(describe(record), describe(actual));
                }
            }

            Assert.Equal(stream.Length, stream.Position);
        });
}
