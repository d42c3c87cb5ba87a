using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Traces.Failures;

namespace Orleans.Simulation.Traces.Tests.Failures;

public sealed class PublishedFailureTraceTests
{
    // Run times of a task of 10 minutes: facts/validation.md of the shared data, section 3.
    [SkippableTheory]
    [InlineData("single_failure.csv", 20)]
    [InlineData("two_failures.csv", 37)]
    public void Read_UnitFailures_GivePublishedRunTime(string name, long minutes)
    {
        var outages = FailureTraceFile.Read(Shared(name));
        Assert.All(outages, outage => Assert.Equal(new HostFraction(HostFraction.AllHosts), outage.Target));
        Assert.Equal(
            VirtualTime.Zero + VirtualDuration.FromMinutes(minutes),
            RestartedTask.End(outages, VirtualDuration.FromMinutes(10)));
    }

    [SkippableFact]
    public void Read_FacebookCsvAndParquet_GiveIdenticalOutages()
    {
        var csv = FailureTraceFile.Read(Shared("Facebook_user_reported.csv"));
        Assert.Equal(4069, csv.Count);
        Assert.Equal(csv, FailureTraceFile.Read(Shared("Facebook_user_reported.parquet")));
    }

    // Its intensities are twelfths of the fleet.
    [SkippableFact]
    public void Read_Facebook_HasTwelfthsOfHosts() => Assert.Equal(
        [6, 7, 8, 9, 10, 11, 12],
        FailureTraceFile.Read(Shared("Facebook_user_reported.csv"))
            .Select(outage => Assert.IsType<HostFraction>(outage.Target).CountOf(12)).Distinct().Order());

    private static string Shared(string name) => Repository.Shared("traces", "failures", name);
}
