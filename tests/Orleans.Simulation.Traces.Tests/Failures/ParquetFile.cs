using Parquet;
using Parquet.Schema;

namespace Orleans.Simulation.Traces.Tests.Failures;

/// <summary>Parquet files for tests, one row group each time that rows are given.</summary>
internal static class ParquetFile
{
    /// <summary>Nullable, as pandas writes them.</summary>
    public static readonly DataField[] OpenDc =
    [
        new DataField<long?>("failure_interval"),
        new DataField<long?>("failure_duration"),
        new DataField<double?>("failure_intensity"),
    ];

    public static byte[] Of(params (long? Interval, long? Duration, double? Intensity)[][] groups) =>
        Write(OpenDc, groups.Length, async (group, index) =>
        {
            await group.WriteAsync<long>(OpenDc[0], groups[index].Select(row => row.Interval).ToArray());
            await group.WriteAsync<long>(OpenDc[1], groups[index].Select(row => row.Duration).ToArray());
            await group.WriteAsync<double>(OpenDc[2], groups[index].Select(row => row.Intensity).ToArray());
        });

    public static byte[] Write(DataField[] fields, int groups, Func<ParquetRowGroupWriter, int, Task> write)
    {
        using var content = new MemoryStream();
        WriteAsync(content, fields, groups, write).GetAwaiter().GetResult();
        return content.ToArray();
    }

    private static async Task WriteAsync(
        Stream content,
        DataField[] fields,
        int groups,
        Func<ParquetRowGroupWriter, int, Task> write)
    {
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), content);
        for (var index = 0; index < groups; index++)
        {
            using var group = writer.CreateRowGroup();
            await write(group, index);
        }
    }
}
