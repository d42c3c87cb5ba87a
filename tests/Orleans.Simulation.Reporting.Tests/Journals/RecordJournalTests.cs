using CsCheck;
using Orleans.Simulation.Core.Divergence;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Reporting.Folders;
using Orleans.Simulation.Reporting.Hashing;
using Orleans.Simulation.Reporting.Journals;
using Orleans.Simulation.Reporting.Summaries;

namespace Orleans.Simulation.Reporting.Tests.Journals;

/// <summary>A journal gives back what was recorded; one that is not what it was is refused.</summary>
public sealed class RecordJournalTests : IDisposable
{
    private static readonly WindowHash[] Windows =
    [
        new(0, VirtualTime.FromSeconds(3_600), 0xFEDCBA9876543210, [new(0, 1), new(7, ulong.MaxValue)]),
        new(1, VirtualTime.FromSeconds(3_600), 5, []),
    ];

    private readonly ScratchFolder _scratch = new();

    private string Journal => _scratch.At("records.journal");

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Resume_AfterAWholeRun_GivesTheSameResults()
    {
        var expected = await FinishAsync(NewRecorder("expected"), record: SampleRun.RecordAll, Windows);
        var mark = WriteAll();

        var recorder = NewRecorder("actual");
        var (journal, jobs, failures) = RecordJournal.Resume(Journal, mark, recorder);
        journal.Dispose();
        var actual = await FinishAsync(
            recorder,
            record: to => Array.ForEach(SampleRun.Chips, chip => to.Record(chip.DataCenter, chip.Rack, chip.Account)),
            []);

        Assert.Equal((SampleRun.Jobs.Length, SampleRun.Failures.Length), (jobs, failures));
        Assert.Equal(ResultJson.Write(expected), ResultJson.Write(actual));
        Assert.All(
            ["jobs.csv", "failures.csv", "timeseries.csv", "chips.csv", WindowHashLog.FileName],
            file => Assert.Equal(
                File.ReadAllBytes(_scratch.At("expected", file)), File.ReadAllBytes(_scratch.At("actual", file))));
        Assert.Equal(
            Windows.Select(window => window with { Racks = [] }),
            WindowHashLog.Read(_scratch.At("actual")).Select(window => window with { Racks = [] }),
            (left, right) => (left.DataCenter, left.End, left.Hash) == (right.DataCenter, right.End, right.Hash));
    }

    [Fact]
    public void Resume_WithGarbageBehindTheMark_ForgetsItAndGoesOn()
    {
        var mark = WriteAll();
        using (var file = File.Open(Journal, FileMode.Append))
        {
            file.Write([1, 2, 3, 255, 255, 255, 0]);
        }

        using var recorder = NewRecorder(folder: null);
        var (journal, _, _) = RecordJournal.Resume(Journal, mark, recorder);
        journal.Write(SampleRun.Jobs[1]);
        var next = journal.Mark();
        journal.Dispose();

        Assert.Equal(next.Bytes, new FileInfo(Journal).Length);
        Assert.True(next.Bytes > mark.Bytes, $"{next} is not behind {mark}");
        RecordJournal.MustHold(Journal, mark);
        RecordJournal.MustHold(Journal, next);
        using var again = NewRecorder(folder: null);
        var (resumed, jobs, _) = RecordJournal.Resume(Journal, next, again);
        resumed.Dispose();
        Assert.Equal(SampleRun.Jobs.Length + 1, jobs);
    }

    [Fact]
    public void Resume_FromAMarkInTheMiddle_HearsNothingBehindIt()
    {
        JournalMark mark;
        using (var journal = RecordJournal.Create(Journal))
        {
            journal.Write(SampleRun.Jobs[0]);
            mark = journal.Mark();
            Array.ForEach(SampleRun.Failures, journal.Write);
            journal.Mark();
        }

        using var recorder = NewRecorder(folder: null);
        var (resumed, jobs, failures) = RecordJournal.Resume(Journal, mark, recorder);
        resumed.Dispose();

        Assert.Equal((1, 0), (jobs, failures));
        Assert.Equal(mark.Bytes, new FileInfo(Journal).Length);
    }

    [Fact]
    public void Resume_NotWhatItWas_IsRefused()
    {
        var mark = WriteAll();
        var bytes = File.ReadAllBytes(Journal);

        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Int[0, 7]).Sample(
            (place, bit) =>
            {
                var damaged = bytes.ToArray();
                damaged[place] ^= (byte)(1 << bit);
                File.WriteAllBytes(Journal, damaged);
                AssertRefused(mark, "have hash");
            },
            iter: 50,
            threads: 1);
        File.WriteAllBytes(Journal, bytes);
        AssertRefused(mark with { Hash = new('0', 64) }, "have hash");
        RecordJournal.MustHold(Journal, mark);
    }

    [Fact]
    public void Resume_Shorter_IsRefused()
    {
        var mark = WriteAll();
        File.WriteAllBytes(Journal, File.ReadAllBytes(Journal)[..^1]);

        AssertRefused(mark, "bytes long, must be at least");
    }

    [Fact]
    public void Create_OverAnEarlierJournal_StartsAnew()
    {
        WriteAll();

        using var journal = RecordJournal.Create(Journal);

        Assert.Equal(0, journal.Mark().Bytes);
    }

    [Fact]
    public void Mark_ManyRecords_DependsOnlyOnThem() => Gen.Int[0, 2].Array[1, 3_000].Sample(
        kinds =>
        {
            var marks = new HashSet<JournalMark>();
            foreach (var often in (bool[])[false, true])
            {
                using var journal = RecordJournal.Create(Journal);
                foreach (var (index, kind) in kinds.Index())
                {
                    Write(journal, kind);
                    if (often && index % 7 == 0)
                    {
                        journal.Mark();
                    }
                }

                marks.Add(journal.Mark());
            }

            Assert.Single(marks);
        },
        iter: 5,
        threads: 1);

    private static void Write(RecordJournal journal, int kind)
    {
        switch (kind)
        {
            case 0:
                journal.Write(SampleRun.Jobs[0]);
                break;
            case 1:
                journal.Write(SampleRun.Failures[0]);
                break;
            default:
                journal.Write(SampleRun.Samples[0]);
                break;
        }
    }

    private static async Task<RunSummary> FinishAsync(
        ResultRecorder recorder, Action<ResultRecorder> record, IReadOnlyList<WindowHash> windows)
    {
        using (recorder)
        {
            record(recorder);
            foreach (var window in windows)
            {
                recorder.Record(window);
            }

            return await recorder.FinishAsync(SampleRun.Outcome, SampleRun.Performance);
        }
    }

    private void AssertRefused(JournalMark mark, string reason)
    {
        using var recorder = NewRecorder(folder: null);
        var refusal = Assert.Throws<InvalidDataException>(() => RecordJournal.Resume(Journal, mark, recorder));
        Assert.Contains(Journal, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => RecordJournal.MustHold(Journal, mark));
    }

    private JournalMark WriteAll()
    {
        using var journal = RecordJournal.Create(Journal);
        Array.ForEach(SampleRun.Jobs, journal.Write);
        Array.ForEach(SampleRun.Failures, journal.Write);
        Array.ForEach(SampleRun.Samples, journal.Write);
        Array.ForEach(Windows, journal.Write);
        return journal.Mark();
    }

    private ResultRecorder NewRecorder(string? folder) =>
        new(SampleRun.Labels, folder is null ? null : ResultFolder.Create(_scratch.At(folder)));
}
