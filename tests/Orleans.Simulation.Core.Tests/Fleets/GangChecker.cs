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

    /// <summary>
    /// Checks, at the end of the run, that every gang started as a whole, or with a size to which its job may shrink, and stopped
    /// with as many chips as it had started with.
    /// </summary>
    /// <remarks>Failures that are detected and repaired at once may stop a job twice in an instant.</remarks>
    public void MustBeWhole()
    {
        foreach (var gangs in _gangs.GroupBy(gang => gang.Key.Job))
        {
            var job = jobs[gangs.Key];
            var (starts, stops) = (gangs.Where(gang => gang.Key.IsStart), gangs.Where(gang => !gang.Key.IsStart));
            if (job.Shrink is not { } shrink)
            {
                Assert.All(gangs, gang => Assert.Equal(0, gang.Value % job.Chips));
                continue;
            }

            // All that starts stops later, but for the last gang.
            var held = _holders.Values.Count(holder => holder == gangs.Key);
            Assert.Equal(starts.Sum(gang => gang.Value), stops.Sum(gang => gang.Value) + held);
            Assert.All(gangs.Select(gang => gang.Value).Append(held), size => Assert.True(
                size == 0 || size >= job.Chips || (size >= shrink.MinChips && size % shrink.Step == 0), $"{job} has {size} chips"));
        }
    }

    /// <summary>Checks that a job at the end of the run has at most its chips, and them all unless it shrank or keeps them only.</summary>
    public void MustHold(JobRecord job)
    {
        var held = _holders.Values.Count(holder => holder == job.Arrival.Number);
        Assert.InRange(held, 0, job.Arrival.Chips);
        Assert.True(
            held == job.Arrival.Chips || job.Shrinks > 0 || (held == 0 && job.Interruptions > job.Restarts),
            $"{job} holds {held} chips");
    }

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
