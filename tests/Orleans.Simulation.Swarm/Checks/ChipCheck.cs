using Orleans.Simulation.Swarm.Scenarios;

namespace Orleans.Simulation.Swarm.Checks;

/// <summary>Every chip is there once, its times make up the run, and its energy follows from them and its powers.</summary>
internal static class ChipCheck
{
    /// <summary>Checks the <c>chips</c> table.</summary>
    public static void Check(SwarmScenario scenario, ResultRows results, IReadOnlyList<FailureTerms> failures, Findings findings)
    {
        findings.Equal(results.Chips.Count, scenario.Chips, $"rows of chips");
        var next = 0;
        foreach (var (index, dataCenter) in scenario.DataCenters.Index())
        {
            var own = failures.Where(failure => failure.Row.DataCenter == index).ToList();
            for (var chip = 0; chip < dataCenter.Chips && next < results.Chips.Count; chip++, next++)
            {
                var row = results.Chips[next];
                var (rack, slot) = Math.DivRem(chip, dataCenter.ChipsPerRack);
                findings.Equal(
                    (row.DataCenter, row.Rack, row.Host, row.Slot, row.Number),
                    (index, rack, slot / dataCenter.ChipsPerHost, slot, next),
                    $"place of chip {next}");
                CheckChip(scenario, dataCenter, row, [.. own.Where(failure => failure.Hits(chip))], results.End, findings);
                CheckStatus(row, [.. own.Where(failure => failure.Hits(chip))], results.End, scenario.Duration is null, findings);
            }
        }
    }

    private static void CheckChip(
        SwarmScenario scenario, SwarmDataCenter dataCenter, ChipRow row, FailureTerms[] failures, long end, Findings findings)
    {
        var power = dataCenter.Power;
        findings.Equal(row.Idle + row.Busy + row.Failed, end, $"time of chip {row.Number}");
        var rest = ((Int128)row.Idle * power.Idle) + ((Int128)row.Failed * power.Failed);
        var (lowest, highest) = scenario.BusyPowers(dataCenter);
        var (least, most) = (Exact.Joules(rest + ((Int128)row.Busy * lowest)), Exact.Joules(rest + ((Int128)row.Busy * highest)));
        findings.Check(row.Energy >= least && row.Energy <= most, $"chip {row.Number} drew {row.Energy} J, must be {least} to {most}");

        findings.Equal(row.Failures, failures.Count(failure => failure.IsOfChip), $"failures of chip {row.Number} itself");
        var spans = failures.Where(failure => failure.DownSince is not null)
            .Select(failure => (failure.DownSince!.Value, failure.Row.Repaired ?? long.MaxValue))
            .ToList();
        findings.Equal(
            row.Failed, TimeSpans.Union(spans, end).Sum(span => span.To - span.From), $"failed time of chip {row.Number}");

        // What is down, by itself or with something that it hangs on, does not age.
        foreach (var failed in failures.Where(failure => failure.IsOfChip).Select(failure => failure.Row.Failed))
        {
            findings.Check(
                !spans.Exists(span => span.Item1 < failed && span.Item2 > failed),
                $"chip {row.Number} fails at {failed}, when it is down");
        }
    }

    /// <summary>A chip is down at the end if, and only if, something that hit it is not repaired.</summary>
    /// <param name="row">The chip.</param>
    /// <param name="failures">What it was hit by.</param>
    /// <param name="end">End of the run.</param>
    /// <param name="endsWithJob">Whether the run may end in the middle of an instant: before the repairs that end then.</param>
    /// <param name="findings">What is wrong.</param>
    private static void CheckStatus(ChipRow row, FailureTerms[] failures, long end, bool endsWithJob, Findings findings)
    {
        var down = failures.Where(failure => failure.DownSince is not null).Select(failure => failure.Row).ToList();
        var isFailed = down.Exists(failure => failure.Repaired is null || failure.Repaired > end);
        var isOpen = endsWithJob && down.Exists(failure => failure.Repaired == end);
        findings.Check(
            isOpen || row.Status == "failed" == isFailed, $"chip {row.Number} is {row.Status} at the end, must be failed: {isFailed}");
    }
}
