using Orleans.Simulation.Swarm.Scenarios;

namespace Orleans.Simulation.Swarm.Checks;

/// <summary>The time series covers the run without a gap, and its integrals are those of jobs and chips (Little's law).</summary>
internal static class SampleCheck
{
    /// <summary>Checks the <c>timeseries</c> table.</summary>
    public static void Check(SwarmScenario scenario, ResultRows results, Findings findings)
    {
        foreach (var (index, dataCenter) in scenario.DataCenters.Index())
        {
            var samples = results.Samples.Where(sample => sample.DataCenter == index).ToList();
            CheckIntervals(scenario, dataCenter, samples, results.End, findings);
            var jobs = results.Jobs.Where(job => job.DataCenter == index).ToList();
            var chips = results.Chips.Where(chip => chip.DataCenter == index).ToList();
            var queued = Exact.Sum(jobs, job => (job.End ?? results.End) - job.Submit - job.Held);
            CheckIntegral(samples, sample => sample.QueuedJobs, queued, $"queued jobs of {dataCenter.Name}", findings);
            CheckIntegral(
                samples,
                sample => sample.RunningJobs,
                Exact.Sum(jobs, job => job.Held),
                $"running jobs of {dataCenter.Name}",
                findings);
            CheckIntegral(
                samples,
                sample => sample.IdleChips,
                Exact.Sum(chips, chip => chip.Idle),
                $"idle chips of {dataCenter.Name}",
                findings);
            CheckIntegral(
                samples,
                sample => sample.BusyChips,
                Exact.Sum(chips, chip => chip.Busy),
                $"busy chips of {dataCenter.Name}",
                findings);
            CheckIntegral(
                samples,
                sample => sample.FailedChips,
                Exact.Sum(chips, chip => chip.Failed),
                $"failed chips of {dataCenter.Name}",
                findings);
        }
    }

    private static void CheckIntervals(
        SwarmScenario scenario, SwarmDataCenter dataCenter, List<SampleRow> samples, long end, Findings findings)
    {
        var power = dataCenter.Power;
        var now = 0L;
        foreach (var sample in samples)
        {
            findings.Equal(sample.Start, now, $"start of an interval of {dataCenter.Name}");
            findings.Equal(sample.End, Math.Min(now + scenario.SampleInterval, end), $"end of an interval of {dataCenter.Name}");
            findings.Check(
                Exact.IsClose(sample.IdleChips + sample.BusyChips + sample.FailedChips, dataCenter.Chips),
                $"{sample} has not {dataCenter.Chips} chips");
            var rest = (sample.IdleChips * power.Idle) + (sample.FailedChips * power.Failed) + (double)dataCenter.Overhead;
            var (lowest, highest) = scenario.BusyPowers(dataCenter);
            var (least, most) = ((rest + (sample.BusyChips * lowest)) / 1000, (rest + (sample.BusyChips * highest)) / 1000);
            findings.Check(Exact.IsWithin(sample.ItWatts, least, most), $"{sample} draws not {least} to {most} W");
            now = sample.End;
        }

        findings.Equal(now, end, $"end of the time series of {dataCenter.Name}");
    }

    private static void CheckIntegral(
        List<SampleRow> samples, Func<SampleRow, double> mean, Int128 expected, FormattableString what, Findings findings)
    {
        var actual = samples.Sum(sample => mean(sample) * sample.Length);
        findings.Check(
            Exact.IsClose(actual, (double)expected), $"{what}: {actual} us by the time series, {expected} us by the others");
    }
}
