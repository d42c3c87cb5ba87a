using System.Numerics;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Fleets;

/// <summary>Follows who holds which chip from the commands alone: no chip serves two jobs, and no gang is torn.</summary>
internal sealed class GangChecker(FleetPlan plan, IReadOnlyList<JobArrival> jobs)
{
    private readonly Dictionary<(int DataCenter, int Rack, int Slot), int> _holders = [];
    private readonly Dictionary<(int DataCenter, int Rack), VirtualTime> _clocks = [];
    private readonly Dictionary<(int Job, VirtualTime Time, bool IsStart), int> _gangs = [];

    public void Observe(int dataCenter, RackBatch batch)
    {
        foreach (var command in batch.Commands)
        {
            var place = (dataCenter, batch.Rack);
            Assert.True(command.Time >= _clocks.GetValueOrDefault(place), $"{command} comes late in {place}");
            _clocks[place] = command.Time;
            Count(command);
            for (var mask = command.Mask; mask != 0; mask &= mask - 1)
            {
                var slot = (command.Word * RackCommand.SlotsPerWord) + BitOperations.TrailingZeroCount(mask);
                Assert.InRange(slot, 0, plan.DataCenters[dataCenter].Topology.ChipsIn(batch.Rack) - 1);
                Follow((dataCenter, batch.Rack, slot), command);
            }
        }

        Assert.True(_clocks.GetValueOrDefault((dataCenter, batch.Rack)) <= batch.Horizon, $"{batch} has commands of its future");
    }

    /// <summary>Checks, at the end of the run, that every gang started and stopped as a whole: once in an instant, or more often.</summary>
    /// <remarks>Failures that are detected and repaired at once may stop a job twice in an instant.</remarks>
    public void MustBeWhole() => Assert.All(_gangs, gang => Assert.Equal(0, gang.Value % jobs[gang.Key.Job].Chips));

    /// <summary>Chips that each job still holds, by job.</summary>
    public IEnumerable<(int Job, int Chips)> Held => _holders
        .GroupBy(holder => holder.Value)
        .Select(group => (group.Key, group.Count()))
        .OrderBy(held => held.Key);

    private void Count(RackCommand command)
    {
        if (command.Kind is RackCommandKind.Start or RackCommandKind.Complete or RackCommandKind.Interrupt)
        {
            var key = (command.Job, command.Time, command.Kind == RackCommandKind.Start);
            _gangs[key] = _gangs.GetValueOrDefault(key) + BitOperations.PopCount(command.Mask);
        }
    }

    private void Follow((int DataCenter, int Rack, int Slot) chip, RackCommand command)
    {
        switch (command.Kind)
        {
            case RackCommandKind.Start:
                Assert.True(_holders.TryAdd(chip, command.Job), $"{chip} is held when {command} comes");
                break;
            case RackCommandKind.Outage:
                break;
            case RackCommandKind.Repair or RackCommandKind.Restore:
                Assert.False(_holders.ContainsKey(chip), $"{chip} is held when {command} comes");
                break;
            default:
                Assert.True(_holders.Remove(chip, out var job) && job == command.Job, $"{chip} is not held for {command}");
                break;
        }
    }
}
