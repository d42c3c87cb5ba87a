using System.Globalization;
using System.Text.Json;
using Orleans.Simulation.Core;
using Orleans.Simulation.Core.Divergence;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Driver.Playback;

namespace Orleans.Simulation.Driver.Divergence;

/// <summary>Finds where two runs part: by their hashes the hour, the data center and the rack; by replay the chip.</summary>
/// <param name="left">A run; called A.</param>
/// <param name="right">Another; called B.</param>
public sealed class RunComparison(RunTrail left, RunTrail right)
{
    private readonly List<string> _lines = [];

    /// <summary>Compares the runs.</summary>
    /// <returns>What was found, a sentence a line, and whether the runs are equal as far as both go.</returns>
    /// <exception cref="InvalidInputException">They have no window in common.</exception>
    public async Task<(bool AreEqual, IReadOnlyList<string> Lines)> CompareAsync()
    {
        _lines.Clear();
        _lines.Add(Describe("A", left));
        _lines.Add(Describe("B", right));
        var ends = DivergentWindow.CommonEnds(left.Windows, right.Windows);
        if (ends.Count == 0)
        {
            throw new InvalidInputException(
            [
                new(
                    right.Path,
                    $"a run without a window that {left.Path} has too",
                    "a run of which an hour, or the end, can be compared"),
            ]);
        }

        if (left.End != right.End)
        {
            _lines.Add($"A ends at {left.End} and B at {right.End}: they are compared up to {ends[^1]}.");
        }

        var areEqual = await CompareWindowsAsync(ends[^1]);
        return (areEqual, _lines);
    }

    private static string Describe(string name, RunTrail run)
    {
        var scenario = run.Order.Specification.Scenario;
        var state = run.Summary is null ? "unfinished" : run.IsComplete ? "complete" : "incomplete";
        var hash = scenario.Hash[..Math.Min(8, scenario.Hash.Length)];
        return $"{name}: {run.Path}: {scenario.Name} ({hash}) with seed {scenario.Seed}, "
            + $"version {scenario.Version}, {state}, to {run.End}";
    }

    private async Task<bool> CompareWindowsAsync(VirtualTime common)
    {
        if (DivergentWindow.Between(left.Windows, right.Windows) is { } window)
        {
            await ExplainAsync(window);
            return false;
        }

        if (left.Order.Specification.Fleet.DataCenters.Count != right.Order.Specification.Fleet.DataCenters.Count)
        {
            _lines.Add(
                $"A has {left.Order.Specification.Fleet.DataCenters.Count} data centers and B "
                + $"{right.Order.Specification.Fleet.DataCenters.Count}; those that both have went through the same.");
            return false;
        }

        if (left.End == right.End
            && left.ResultHash is { } leftHash
            && right.ResultHash is { } rightHash
            && leftHash != rightHash)
        {
            _lines.Add($"All racks went through the same, yet the result hash is {leftHash} in A and {rightHash} in B.");
            _lines.Add(SummaryDifference() is { } value
                ? $"summary.json: {value}"
                : "The summaries agree in everything else: compare the tables.");
            return false;
        }

        _lines.Add($"the runs are equal up to {(left.End == right.End ? left.End : common)}");
        return true;
    }

    private async Task ExplainAsync(DivergentWindow window)
    {
        var place = $"window {window.Start} to {window.End}, data center {NameOf(window.DataCenter)}"
            + (window.Rack is { } rack ? $", rack {rack}" : string.Empty);
        InputIssue[] missing = [.. left.Order.TraceIssues().Concat(right.Order.TraceIssues()).Distinct()];
        if (missing.Length > 0)
        {
            _lines.Add($"{place}: the hashes differ");
            _lines.AddRange(missing.Select(issue => $"The runs cannot be replayed to find the chip: {issue}."));
            return;
        }

        var (one, other) = (await ReplayAsync("A", left, window), await ReplayAsync("B", right, window));
        if (one is null || other is null)
        {
            _lines.Insert(_lines.Count - (one is null && other is null ? 2 : 1), $"{place}: the hashes differ");
            return;
        }

        Explain(place, window, one, other);
    }

    /// <summary>Plays a run again; null: what comes out is not what the run went through.</summary>
    private async Task<ReplayedWindow?> ReplayAsync(string name, RunTrail run, DivergentWindow window)
    {
        const string Rule = "not reproducible, or of another version";
        try
        {
            var replay = await ReplayedWindow.PlayAsync(run.Order.Specification, window);
            WindowHash[] logged = [.. run.Windows.Where(each => each.End <= window.End)];
            if (DivergentWindow.Between(logged, replay.Hashes) is not { } wrong)
            {
                return replay;
            }

            _lines.Add(
                $"{name} does not follow from its scenario with this version, {Runs.PreparedRun.Version} ({Rule}): "
                + $"a replay differs from its hashes in window {wrong.Start} to {wrong.End}, "
                + $"data center {NameOf(wrong.DataCenter)}"
                + (wrong.Rack is { } rack ? $", rack {rack}" : string.Empty));
        }
        catch (Exception exception) when (exception is SimulationFaultException or InvalidInputException)
        {
            _lines.Add(
                $"{name} does not follow from its scenario with this version ({Rule}): its replay fails: {exception.Message}");
        }

        return null;
    }

    private void Explain(string place, DivergentWindow window, ReplayedWindow one, ReplayedWindow other)
    {
        if (window.Rack is { } rack)
        {
            ExplainRack(place, window, (window.DataCenter, rack), one, other);
        }
        else
        {
            _lines.Add($"{place}: its jobs differ");
        }

        if (JobDifference(one.Arrivals, other.Arrivals) is { } job)
        {
            _lines.Add($"The first job that differs in this window: {job}");
        }
        else if (window.Rack is null)
        {
            _lines.Add("The same jobs arrive; they are shared out over the data centers in another way.");
        }

        var inRack = window.Rack is { } index ? FirstHappening(one, other, [(window.DataCenter, index)]) : null;
        if (inRack is not null)
        {
            _lines.Add($"The first thing that differs in this rack: {inRack}");
        }

        var inFleet = FirstHappening(one, other, one.Happenings.Keys.Union(other.Happenings.Keys));
        if (inFleet is not null && inFleet != inRack)
        {
            _lines.Add($"The first thing that differs in the fleet: {inFleet}");
        }
    }

    private void ExplainRack(
        string place, DivergentWindow window, (int DataCenter, int Rack) rack, ReplayedWindow one, ReplayedWindow other)
    {
        var after = (one.After.GetValueOrDefault(rack), other.After.GetValueOrDefault(rack)) is ({ } left, { } right)
            ? ChipDifference.Between(left, right)
            : null;
        if (after is not null)
        {
            _lines.Add($"{place}, chip {after.Slot}: {after.Field} is {after.Left} in A and {after.Right} in B");
            _lines.Add(
                $"{after.Chips} of {one.After[rack].Chips.Length} chips of this rack differ at the end of the window.");
        }
        else
        {
            _lines.Add($"{place}: what its chips went through differs, and at the end of the window they are the same");
        }

        if (one.Before.TryGetValue(rack, out var oneBefore)
            && other.Before.TryGetValue(rack, out var otherBefore)
            && ChipDifference.Between(oneBefore, otherBefore) is { } before)
        {
            _lines.Add(
                $"It differed at {window.Start} already, without having done anything else: chip {before.Slot}: "
                + $"{before.Field} is {before.Left} in A and {before.Right} in B");
        }
    }

    private string? FirstHappening(
        ReplayedWindow one, ReplayedWindow other, IEnumerable<(int DataCenter, int Rack)> racks)
    {
        (Happening? One, Happening? Other)? first = null;
        foreach (var rack in racks.Order())
        {
            var (ones, others) = (one.Happenings.GetValueOrDefault(rack, []), other.Happenings.GetValueOrDefault(rack, []));
            var common = ones.Zip(others).TakeWhile(pair => pair.First == pair.Second).Count();
            var pair = (ones.ElementAtOrDefault(common), others.ElementAtOrDefault(common));
            if (pair is not (null, null) && (first is null || TimeOf(pair) < TimeOf(first.Value)))
            {
                first = pair;
            }
        }

        return first is { } found ? Describe(found.One, found.Other) : null;
    }

    private static VirtualTime TimeOf((Happening? One, Happening? Other) pair) =>
        VirtualTime.Min(pair.One?.Time ?? VirtualTime.Never, pair.Other?.Time ?? VirtualTime.Never);

    private string Describe(Happening? one, Happening? other)
    {
        var place = one ?? other!;
        return $"data center {NameOf(place.DataCenter)}, rack {place.Rack}: {Describe(one)} in A, {Describe(other)} in B";
    }

    private static string Describe(Happening? happening) =>
        happening is null ? "nothing more" : $"{happening.What} at {happening.Time}";

    private static string? JobDifference(IReadOnlyList<JobArrival> ones, IReadOnlyList<JobArrival> others)
    {
        var common = ones.Zip(others).TakeWhile(pair => AreSame(pair.First, pair.Second)).Count();
        var (one, other) = (ones.ElementAtOrDefault(common), others.ElementAtOrDefault(common));
        return (one, other) is (null, null) ? null : $"{Describe(one)} in A, {Describe(other)} in B";

        static bool AreSame(JobArrival left, JobArrival right) =>
            (left.Number, left.Submit, left.Chips, left.Work, left.Flops)
            == (right.Number, right.Submit, right.Chips, right.Work, right.Flops);

        static string Describe(JobArrival? job) => job is null
            ? "no more job"
            : string.Create(
                CultureInfo.InvariantCulture, $"job {job.Number} at {job.Submit} for {WorkOf(job)} on {job.Chips} chips");

        static string WorkOf(JobArrival job) => job.Flops is { } flops
            ? string.Create(CultureInfo.InvariantCulture, $"{flops.Count} FLOP{MfuOf(flops)}")
            : $"{job.Work}";

        static string MfuOf(ModelFlops flops) =>
            flops.Mfu > 0 ? string.Create(CultureInfo.InvariantCulture, $" at an MFU of {flops.Mfu / 1e6m:0.######}") : string.Empty;
    }

    /// <summary>Name of a data center, in both runs if they call it differently.</summary>
    private string NameOf(int dataCenter)
    {
        var (one, other) = (NameIn(left), NameIn(right));
        return one == other || other is null ? one ?? other! : $"{one} ({other} in B)";

        string? NameIn(RunTrail run) => run.Order.Specification.Fleet.DataCenters.ElementAtOrDefault(dataCenter)?.Name;
    }

    /// <summary>The first value in which the summaries differ, besides what names the run.</summary>
    private string? SummaryDifference() => Difference(left.Summary!.Value, right.Summary!.Value, string.Empty);

    private static string? Difference(JsonElement one, JsonElement other, string path)
    {
        if (one.ValueKind == JsonValueKind.Object && other.ValueKind == JsonValueKind.Object)
        {
            return one.EnumerateObject()
                .Where(each => each.Name is not ("resultHash" or "scenarioHash" or "scenario" or "seed" or "version"))
                .Select(each => other.TryGetProperty(each.Name, out var same)
                    ? Difference(each.Value, same, path.Length == 0 ? each.Name : $"{path}.{each.Name}")
                    : $"{path}.{each.Name} is only in A")
                .FirstOrDefault(difference => difference is not null);
        }

        if (one.ValueKind == JsonValueKind.Array && other.ValueKind == JsonValueKind.Array)
        {
            return one.EnumerateArray().Zip(other.EnumerateArray()).Index()
                .Select(pair => Difference(pair.Item.First, pair.Item.Second, $"{path}[{pair.Index}]"))
                .FirstOrDefault(difference => difference is not null);
        }

        return one.GetRawText() == other.GetRawText() ? null : $"{path} is {one.GetRawText()} in A and {other.GetRawText()} in B";
    }
}
