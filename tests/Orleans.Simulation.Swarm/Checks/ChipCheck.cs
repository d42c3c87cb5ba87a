using Orleans.Simulation.Swarm.Scenarios;

namespace Orleans.Simulation.Swarm.Checks;

/// <summary>Every chip is there once, its times make up the run, and its energy follows from them and its powers.</summary>
internal static class ChipCheck
{
    /// <summary>Checks the <c>chips</c> table.</summary>
    public static void Check(SwarmScenario scenario, ResultRows results, Findings findings)
    {
        findings.Equal(results.Chips.Count, scenario.Chips, $"rows of chips");
        var failures = results.Failures.ToLookup(failure => failure.Chip);
        var next = 0;
        foreach (var (index, dataCenter) in scenario.DataCenters.Index())
        {
            for (var chip = 0; chip < dataCenter.Chips && next < results.Chips.Count; chip++, next++)
            {
                var row = results.Chips[next];
                var (rack, slot) = Math.DivRem(chip, dataCenter.ChipsPerRack);
                findings.Equal(
                    (row.DataCenter, row.Rack, row.Host, row.Slot, row.Number),
                    (index, rack, slot / dataCenter.ChipsPerHost, slot, next),
                    $"place of chip {next}");
                CheckChip(dataCenter, row, [.. failures[next]], results.End, findings);
            }
        }
    }

    private static void CheckChip(SwarmDataCenter dataCenter, ChipRow row, FailureRow[] failures, long end, Findings findings)
    {
        var power = dataCenter.Power;
        findings.Equal(row.Idle + row.Busy + row.Failed, end, $"time of chip {row.Number}");
        findings.Equal(
            row.Energy,
            Exact.Joules(((Int128)row.Idle * power.Idle) + ((Int128)row.Busy * power.Busy) + ((Int128)row.Failed * power.Failed)),
            $"energy of chip {row.Number}");
        findings.Equal(row.Failures, failures.Length, $"failures of chip {row.Number}");
        findings.Equal(
            row.Failed,
            failures.Sum(failure => Math.Min(failure.Repaired ?? end, end) - failure.Failed),
            $"failed time of chip {row.Number}");
        var isFailed = failures.Any(failure => failure.Repaired is null || failure.Repaired > end);
        findings.Equal(row.Status == "failed", isFailed, $"chip {row.Number} is failed at the end");
        foreach (var (before, after) in failures.Zip(failures.Skip(1)))
        {
            findings.Check(
                after.Failed >= before.Repaired, $"chip {row.Number} fails again at {after.Failed}, before {before.Repaired}");
        }
    }
}
