using System.Globalization;
using CsvHelper;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Reporting.Tables;
using Parquet;
using Parquet.Schema;

namespace Orleans.Simulation.Reporting.Tests;

public sealed class TableTests : IDisposable
{
    private const string JobColumns =
        "row,job_id,submit_s,start_s,end_s,chips,data_center,restarts,job,source,state,duration_s,wait_s,jct_s,held_s," +
        "lost_work_s,energy_joules,interruptions,productive_s,hung_s,restarting_s,checkpointing_s,slowed_s,requeued_s,wasted_joules," +
        "awaiting_s,shrinks,held_chip_seconds,productive_chip_seconds,lost_chip_seconds,hung_chip_seconds,restarting_chip_seconds," +
        "checkpointing_chip_seconds,slowed_chip_seconds,awaiting_chip_seconds,facility_joules,carbon_grams,market_carbon_grams," +
        "embodied_carbon_grams,electricity_usd,chip_usd,water_litres,model_flop,effective_flop,effective_tokens," +
        "postponed_s,saved_carbon_grams,saved_electricity_usd,part,parts,halts,lost_to_peers_s,awaiting_peers_s,priority";

    private const string FailureColumns =
        "failed_s,data_center,domain,rack,host,slot,chip,chips,cause,detected_s,repair_start_s,repaired_s,job,jobs_hit," +
        "lost_work_s,lost_chips,lost_chip_seconds";

    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void JobsCsv_EachJobState_LeavesAbsentValuesEmpty() =>
        Assert.Equal(
            JobColumns
            + "\n0,a,10,10,5310.000001,3,north,2,0,itp,completed,5000,0,5300.000001,"
            + "5260.000001,135,7200000.5,2,5000,75,30,20.000001,0,40,360000.25,"
            + "0,0,15780.000003,15000,405,225,90,60.000003,0,0,"
            + "9000000.625,1000.0000694444445,750.0000520833333,13.677067481037545,0.20000001388888888,10.958333335416665,0.40000002777777777,,,,0,0,0,,,,,,0"
            + """

            17,"say ""hi"", ok",20,20,20,4,"south, old",0,1,night,completed,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,3,2,,,-0.001,,,,,,0,0,0,,,,,,0
            2,c,30,5310.25,,8,north,1,2,itp,running,9000,5280.25,,4689.75,0,3600007,1,4630.25,30,0,10.5,7,0,180000,12,1,33374,33042,0,120,0,84,56,72,4500008.75,500.00097222222223,375.0007291666667,28.92639100287502,0.10000019444444445,23.176388888888887,0.20000038888888888,,,,0,0,0,,,,,,0
            3,d,40,,,2,north,0,3,itp,queued,1,,,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,,,,0,0,0,,,,,,0
            4,e,50,,50,9,north,0,4,itp,rejected,1,,,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,,,,0,0,0,,,,,,0

            """,
            WriteCsv(JobsTable.Schema(SampleRun.Labels), SampleRun.Jobs));

    [Fact]
    public void FailuresCsv_EachKindAndStage_NamesPlaceCauseAndLoss() =>
        Assert.Equal(
            FailureColumns + """

            100,north,chip,1,1,3,7,1,nvlink,160,200,3760,0,1,90,3,270
            4000,north,job,,,,,0,timeout,4015,,,0,1,45,3,135
            2000,"south, old",outage,0,0,0,8,4,maintenance,2000,2000,2600,,0,0,0,0
            9970,north,host,0,1,2,2,2,psu,,,,2,1,0,0,0
            9999.999999,"south, old",chip,0,0,2,10,1,hbm,,,,,0,0,0,0
            9000,"south, old",chip,0,0,3,11,1,hbm,9060,,,,0,0,0,0

            """,
            WriteCsv(FailuresTable.Schema(SampleRun.Labels), SampleRun.Failures));

    /// <summary>The loss of several gangs is not the product of the two sums.</summary>
    [Fact]
    public void FailuresCsv_SeveralJobsHit_SumsUpChipSecondsOfEach() =>
        Assert.Equal(
            FailureColumns + """

            100,north,host,1,1,3,7,1,psu,160,200,3760,0,2,12,7,42

            """,
            WriteCsv(
                FailuresTable.Schema(SampleRun.Labels),
                [
                    SampleRun.Failures[0] with
                    {
                        Cause = 2,
                        JobsHit = 2,
                        Lost = SampleRun.Span(12),
                        LostChips = 7,
                        LostChipTime = 42_000_000,
                    },
                ]));

    [Theory]
    [InlineData(FailureDomain.Chip, "chip")]
    [InlineData(FailureDomain.Host, "host")]
    [InlineData(FailureDomain.Rack, "rack")]
    [InlineData(FailureDomain.Interconnect, "interconnect")]
    [InlineData(FailureDomain.Burst, "burst")]
    [InlineData(FailureDomain.DataCenter, "data-center")]
    [InlineData(FailureDomain.Job, "job")]
    [InlineData(null, "outage")]
    public void FailureDomain_InTables_HasTheNameOfScenarios(FailureDomain? domain, string name) =>
        Assert.Equal(name, FailuresTable.NameOf(domain));

    [Fact]
    public void TimeseriesCsv_Integrals_BecomeMeans() =>
        Assert.Equal(
            """
            data_center,start_s,end_s,running_jobs,queued_jobs,busy_chips,idle_chips,failed_chips,it_power_watts,facility_power_watts,carbon_grams,electricity_usd
            north,0,3600,1,0.5,4,2,2,1000,1250,500,0.1
            "south, old",3600,3603,0.3333333333333333,0,0,4,0,0,0,0,0

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
        Assert.Equal(54, reader.Schema.DataFields.Length);
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
