using System.Globalization;
using CsvHelper;
using Orleans.Simulation.Reporting.Tables;
using Parquet;
using Parquet.Schema;

namespace Orleans.Simulation.Reporting.Tests;

public sealed class TableTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void JobsCsv_EachJobState_LeavesAbsentValuesEmpty() =>
        Assert.Equal(
            """
            row,job_id,submit_s,start_s,end_s,chips,data_center,restarts,job,source,state,duration_s,wait_s,jct_s,held_s,lost_work_s,energy_joules
            0,a,10,10,5010,3,north,1,0,itp,completed,5000,0,5000,5000.000001,90,1.5
            17,"say ""hi"", ok",20,20,20,4,"south, old",0,1,night,completed,0,0,0,0,0,0
            2,c,30,5010.25,,8,north,0,2,itp,running,9000,4980.25,,4989.75,0,7
            3,d,40,,,2,north,0,3,itp,queued,1,,,0,0,0
            4,e,50,,50,9,north,0,4,itp,rejected,1,,,0,0,0

            """,
            WriteCsv(JobsTable.Schema(SampleRun.Labels), SampleRun.Jobs));

    [Fact]
    public void FailuresCsv_BusyAndIdleChip_NamesPlaceCauseAndLoss() =>
        Assert.Equal(
            """
            failed_s,data_center,rack,host,slot,chip,cause,detected_s,repaired_s,job,lost_work_s,lost_chips,lost_chip_seconds
            100,north,1,1,3,7,nvlink,160,3760,0,90,3,270
            9999.999999,"south, old",0,0,2,10,hbm,,,,0,0,0

            """,
            WriteCsv(FailuresTable.Schema(SampleRun.Labels), SampleRun.Failures));

    [Fact]
    public void TimeseriesCsv_Integrals_BecomeMeans() =>
        Assert.Equal(
            """
            data_center,start_s,end_s,running_jobs,queued_jobs,busy_chips,idle_chips,failed_chips,it_power_watts,facility_power_watts
            north,0,3600,1,0.5,4,2,2,1000,1250
            "south, old",3600,3603,0.3333333333333333,0,0,4,0,0,0

            """,
            WriteCsv(TimeseriesTable.Schema(SampleRun.Labels), SampleRun.Samples));

    [Fact]
    public void ChipsCsv_EachStatus_NamesPlaceAndType() =>
        Assert.Equal(
            """
            data_center,rack,host,slot,chip,type,status,idle_s,busy_s,failed_s,energy_joules,failures,state_changes
            north,1,1,3,7,H100,failed,1,2,0.5,1234,1,4
            "south, old",0,0,1,9,A100,busy,0,10000,0,1.5,0,9223372036854775807
            "south, old",0,0,2,10,A100,idle,10000,0,0,0,0,0

            """,
            WriteCsv(ChipsTable.Schema(SampleRun.Labels), ChipRows));

    [Fact]
    public async Task Parquet_EachTable_HoldsTheValuesOfTheCsv()
    {
        await AssertSameAsCsv(JobsTable.Schema(SampleRun.Labels), SampleRun.Jobs);
        await AssertSameAsCsv(FailuresTable.Schema(SampleRun.Labels), SampleRun.Failures);
        await AssertSameAsCsv(TimeseriesTable.Schema(SampleRun.Labels), SampleRun.Samples);
        await AssertSameAsCsv(ChipsTable.Schema(SampleRun.Labels), ChipRows);
    }

    [Fact]
    public async Task Parquet_NoRows_IsAValidTable()
    {
        WriteFile(TableFormat.Parquet, JobsTable.Schema(SampleRun.Labels), []);
        await using var reader = await ParquetReader.CreateAsync(_scratch.At("jobs.parquet"));
        Assert.Equal(17, reader.Schema.DataFields.Length);
        Assert.Equal(0, reader.RowGroupCount);
    }

    [Theory]
    [InlineData(ParquetTableWriter<int>.RowsPerGroup, 1)]
    [InlineData((2 * ParquetTableWriter<int>.RowsPerGroup) + 1, 3)]
    public async Task Parquet_ManyRows_SplitIntoRowGroupsInOrder(int rows, int groups)
    {
        var schema = new TableSchema<int>(
            "numbers",
            [new ValueColumn<int, int>("n", n => n), new OptionalColumn<int, long>("even", n => n % 2 == 0 ? n : null)]);
        WriteFile(TableFormat.Parquet, schema, Enumerable.Range(0, rows));

        await using var reader = await ParquetReader.CreateAsync(_scratch.At("numbers.parquet"));
        var columns = await ReadColumns(reader);

        Assert.Equal(groups, reader.RowGroupCount);
        Assert.Equal(Enumerable.Range(0, rows).Select(n => n.ToString(CultureInfo.InvariantCulture)), columns[0].Skip(1));
        Assert.Equal(Enumerable.Range(0, rows).Select(n => n % 2 == 0 ? $"{n}" : string.Empty), columns[1].Skip(1));
    }

    private static IEnumerable<ChipRow> ChipRows =>
        SampleRun.Chips.Select(chip => new ChipRow(chip.DataCenter, chip.Rack, chip.Account));

    private async Task AssertSameAsCsv<TRow>(TableSchema<TRow> schema, IEnumerable<TRow> rows)
    {
        WriteFile(TableFormat.Csv, schema, rows);
        WriteFile(TableFormat.Parquet, schema, rows);
        var lines = ReadLines(_scratch.At($"{schema.Name}.csv"), schema.Columns.Count);
        await using var reader = await ParquetReader.CreateAsync(_scratch.At($"{schema.Name}.parquet"));
        var columns = await ReadColumns(reader);
        Assert.Equal(schema.Columns.Count, columns.Count);
        for (var column = 0; column < columns.Count; column++)
        {
            Assert.Equal(lines.Select(line => line[column]), columns[column]);
        }
    }

    /// <summary>Each line of a CSV file as text, the header among them.</summary>
    private static List<string[]> ReadLines(string file, int columns)
    {
        using var stream = File.OpenRead(file);
        using var csv = CsvReader.Create(stream, CsvReaderOptions.Default with { HasHeader = false });
        List<string[]> lines = [];
        foreach (var line in csv)
        {
            var fields = new string[columns];
            for (var column = 0; column < columns; column++)
            {
                fields[column] = line[column].ToString();
            }

            lines.Add(fields);
        }

        return lines;
    }

    /// <summary>Each column as text: its name, then its values in CSV's form.</summary>
    private static async Task<List<List<string>>> ReadColumns(ParquetReader reader)
    {
        List<List<string>> columns = [];
        foreach (var field in reader.Schema.DataFields)
        {
            List<string> column = [field.Name];
            for (var group = 0; group < reader.RowGroupCount; group++)
            {
                using var rows = reader.OpenRowGroupReader(group);
                column.AddRange(await ReadColumn(rows, field));
            }

            columns.Add(column);
        }

        return columns;
    }

    private static async Task<IEnumerable<string>> ReadColumn(ParquetRowGroupReader rows, DataField field)
    {
        if (field.ClrType == typeof(ReadOnlyMemory<char>))
        {
            var values = new string?[rows.RowCount];
            await rows.ReadAsync(field, values);
            return values.Select(value => value ?? string.Empty);
        }

        return field.ClrType == typeof(int) ? await ReadNumbers<int>(rows, field)
            : field.ClrType == typeof(long) ? await ReadNumbers<long>(rows, field)
            : await ReadNumbers<double>(rows, field);
    }

    private static async Task<IEnumerable<string>> ReadNumbers<T>(ParquetRowGroupReader rows, DataField field)
        where T : struct, IFormattable
    {
        if (field.IsNullable)
        {
            var optional = new T?[rows.RowCount];
            await rows.ReadAsync<T>(field, optional.AsMemory());
            return optional.Select(value => value?.ToString(null, CultureInfo.InvariantCulture) ?? string.Empty);
        }

        var values = new T[rows.RowCount];
        await rows.ReadAsync<T>(field, values.AsMemory());
        return values.Select(value => value.ToString(null, CultureInfo.InvariantCulture));
    }

    private string WriteCsv<TRow>(TableSchema<TRow> schema, IEnumerable<TRow> rows)
    {
        WriteFile(TableFormat.Csv, schema, rows);
        return File.ReadAllText(_scratch.At($"{schema.Name}.csv"));
    }

    private void WriteFile<TRow>(TableFormat format, TableSchema<TRow> schema, IEnumerable<TRow> rows)
    {
        using var writer = format.Create(schema, _scratch.Path);
        foreach (var row in rows)
        {
            writer.Write(row);
        }

        writer.Complete();
    }
}
