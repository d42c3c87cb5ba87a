using Orleans.Concurrency;
using Orleans.Runtime;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Driver.Checkpoints;
using Orleans.Simulation.Driver.Hosting;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Driver.Runs;

namespace Orleans.Simulation.Driver.Clusters;

/// <summary>Answers clients from the shared folder of the runs.</summary>
[StatelessWorker]
internal sealed class RunsGrain(
    IGrainContext context, IClusterMembershipService membership, SiloSettings settings, RunCatalog? runs = null)
    : IGrainBase, IRunsGrain
{
    private const int PartBytes = 1 << 19;

    public IGrainContext GrainContext => context;

    public Task<SubmissionReply> Submit(RunSubmission submission)
    {
        try
        {
            // Parsing a large trace must not keep a thread of the silo from its grains.
            return Task.Run(() => Take(submission));
        }
        catch (InvalidInputException exception)
        {
            return Task.FromResult(Refused(exception));
        }
    }

    public Task<RunStatus?> Status(int run) => Task.FromResult(runs?.Find(run)?.Describe());

    public Task<IReadOnlyList<RunStatus>> List() =>
        Task.FromResult<IReadOnlyList<RunStatus>>([.. runs?.All.Select(place => place.Describe()).OfType<RunStatus>() ?? []]);

    public Task<bool> Stop(int run, RunStop stop)
    {
        if (runs?.Find(run) is not { IsOpen: true } place)
        {
            return Task.FromResult(false);
        }

        place.Request(stop);
        return Task.FromResult(true);
    }

    public Task<bool> Resume(int run)
    {
        if (runs?.Find(run) is not { IsOpen: false } place
            || place.ReadStatus() is not { State: RunState.Stopped or RunState.Interrupted or RunState.Failed } status)
        {
            return Task.FromResult(false);
        }

        place.ForgetRequest();
        place.WriteStatus(status with { State = RunState.Ordered, Message = "resumed", ResultHash = null });
        place.Open();
        return Task.FromResult(true);
    }

    public Task<IReadOnlyList<string>> Files(int run)
    {
        var folder = runs?.Find(run)?.Results;
        return Task.FromResult<IReadOnlyList<string>>(Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)]
            : []);
    }

    public async Task<FilePart> Read(int run, string file, long offset)
    {
        // Only names that Files gives: no path leads out of the folder.
        if (!(await Files(run)).Contains(file))
        {
            throw new FileNotFoundException($"run {run} has no result file {file}");
        }

        await using var stream = File.OpenRead(Path.Combine(runs!.Find(run)!.Results, file));
        stream.Position = Math.Clamp(offset, 0, stream.Length);
        var part = new byte[Math.Min(PartBytes, stream.Length - stream.Position)];
        await stream.ReadExactlyAsync(part);
        return new(part, stream.Length);
    }

    private static SubmissionReply Refused(InvalidInputException exception) => new(
        null,
        exception.Issues.Count == 0 ? [exception.Message] : [.. exception.Issues.Select(issue => issue.ToString())],
        []);

    private SubmissionReply Take(RunSubmission submission)
    {
        try
        {
            if (runs is null)
            {
                throw new InvalidInputException("This cluster keeps no runs: start its silos with --data.");
            }

            SubmissionLimits.MustHold(submission);
            var loaded = PreparedRun.NewLoader().Parse(
                submission.Scenario, submission.Origin, submission.Overrides, settings.Traces ?? string.Empty);
            var prepared = PreparedRun.Of(loaded, scenario => SubmissionLimits.MustBeConfined(scenario, settings.Traces));
            var fleet = prepared.Scenario.Plan;
            var silos = membership.CurrentSnapshot.Members.Values.Count(member => member.Status == SiloStatus.Active);
            var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes * silos;
            if (MemoryEstimate.Objection(fleet, Engines.EngineNames.Orleans, memory) is { } objection)
            {
                throw new InvalidInputException($"{silos} silos: {objection}");
            }

            var place = runs.Add(prepared.Order() with
            {
                Checkpoints = Span(submission.CheckpointEverySeconds) is { } every ? new(every) : CheckpointPolicy.OfClusters,
                Window = Span(submission.WindowSeconds),
                SilosNeeded = submission.SilosNeeded,
                SiloPatience = submission.SiloPatience,
            });
            return new(place.Number, [], prepared.Notes);
        }
        catch (InvalidInputException exception)
        {
            return Refused(exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Refused(new($"The cluster cannot keep the run: {exception.Message}"));
        }
    }

    private static VirtualDuration? Span(double? seconds) =>
        seconds is { } value ? new((long)(value * VirtualDuration.MicrosecondsPerSecond)) : null;
}
