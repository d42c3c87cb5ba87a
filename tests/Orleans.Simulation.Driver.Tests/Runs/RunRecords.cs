using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Driver.Tests.Runs;

/// <summary>All that a run answered, exactly.</summary>
internal sealed class RunRecords
{
    public List<FleetWindow> Windows { get; } = [];

    public List<JobRecord> Jobs { get; } = [];

    public List<FailureRecord> Failures { get; } = [];

    public List<IntervalSample> Samples { get; } = [];

    public List<DataCenterAccount> Accounts { get; } = [];

    public List<(int DataCenter, RackAccount Account)> Racks { get; } = [];

    public VirtualTime End { get; private set; }

    public long Arrivals => Windows.Sum(window => (long)window.Arrivals.Count);

    public void Add(FleetWindow window, FleetReply reply)
    {
        Windows.Add(window);
        Jobs.AddRange(reply.Ended);
        Failures.AddRange(reply.Failures);
        Samples.AddRange(reply.Samples);
    }

    public void Add(int dataCenter, IReadOnlyList<RackAccount> accounts)
    {
        Racks.AddRange(accounts.Select(account => (dataCenter, account)));
    }

    public void Add(DataCenterClosing closing, VirtualTime end)
    {
        Accounts.Add(closing.Account);
        Jobs.AddRange(closing.Unfinished);
        Failures.AddRange(closing.Unrepaired);
        Samples.AddRange(closing.Samples);
        End = end;
    }
}
