using System.Text;
using CsCheck;
using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Snapshots;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Snapshots;

public sealed class SnapshotJsonTests
{
    private static readonly Gen<long> GenLong = Gen.OneOf(Gen.Long, Gen.OneOf(0L, 1, -1, long.MaxValue, long.MinValue));
    private static readonly Gen<Int128> GenWide = Gen.Select(GenLong, Gen.ULong, (high, low) => ((Int128)high << 64) | low);

    private static readonly Gen<ChipSnapshot> GenChip = Gen.Select(
        Gen.Select(Gen.Int, GenLong, GenLong),
        Gen.Select(GenLong, GenLong, GenLong, GenLong),
        Gen.Select(Gen.Int, Gen.UInt, Gen.Bool),
        (place, times, rest) => new ChipSnapshot(
            place.Item1,
            new(place.Item2),
            new(place.Item3),
            place.Item1 % 1000,
            new(times.Item1),
            new(times.Item2),
            new(times.Item3),
            times.Item4,
            rest.Item1,
            rest.Item2,
            rest.Item3,
            !rest.Item3,
            (byte)(rest.Item2 % 9),
            (JobActivity)(rest.Item2 % 4),
            new(times.Item4)));

    private static readonly Gen<LevelsSnapshot> GenLevels = Gen.Select(
        GenLong,
        Gen.Int.Array[3],
        GenWide.Array[4],
        (since, levels, integrals) => new LevelsSnapshot(
            new(since), levels[0], levels[1], levels[2], integrals[0], integrals[1], integrals[2], new Joules(integrals[3]), levels[0] % 9, levels[1], levels[2], levels[0]));

    [Fact]
    public void Read_AnyChip_IsWhatWasWritten() => GenChip.Sample(chip =>
        Assert.Equal(chip, SnapshotJson.Read<ChipSnapshot>(SnapshotJson.Write(chip))));

    [Fact]
    public void Read_AnyLevels_AreWhatWasWritten() => GenLevels.Sample(levels =>
        Assert.Equal(levels, SnapshotJson.Read<LevelsSnapshot>(SnapshotJson.Write(levels))));

    [Fact]
    public void Write_ReadBack_GivesTheSameBytes() => GenLevels.Sample(levels =>
    {
        var bytes = SnapshotJson.Write(levels);
        Assert.Equal(bytes, SnapshotJson.Write(SnapshotJson.Read<LevelsSnapshot>(bytes)));
    });

    [Fact]
    public void Write_Times_AreWholeNumbers()
    {
        var chip = new ChipSnapshot(
            3, new(5), new(long.MaxValue), 9, new(1), new(2), new(3), 4, ChipSnapshot.NoJob, 6, IsFailed: true, IsOut: false, SpeedLevel: 2, JobActivity.MemoryBound, new(7));

        Assert.Equal(
            """{"Slot":3,"Since":5,"ExposureLeft":9223372036854775807,"ExposureParts":9,"Idle":1,"Busy":2,"Failed":3,"""
                + """
                "Changes":4,"Job":-1,"Failures":6,"IsFailed":true,"IsOut":false,"SpeedLevel":2,"Activity":"MemoryBound","Spared":7}
                """,
            Encoding.UTF8.GetString(SnapshotJson.Write(chip)));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("""{"Since":"soon"}""")]
    public void Read_SomethingElse_IsAFaultThatNamesTheType(string text)
    {
        var fault = Assert.Throws<SimulationFaultException>(
            () => SnapshotJson.Read<LevelsSnapshot>(Encoding.UTF8.GetBytes(text)));

        Assert.Contains(nameof(LevelsSnapshot), fault.Message, StringComparison.Ordinal);
    }
}
