using System.Numerics;
using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Scheduling;

namespace Orleans.Simulation.Core.DataCenters;

/// <summary>What failures do to chips: takes them down and up, out of service and back, and tells their racks.</summary>
internal sealed class ChipOutages(DataCenterState state)
{
    private readonly DataCenterState _state = state;
    private readonly DataCenterPlan _plan = state.Plan;
    private readonly FailureSites _sites = state.Sites;

    /// <summary>Takes down the chips that hang on a site.</summary>
    /// <returns>How many they are, and the jobs that hold them.</returns>
    public (int Chips, SortedSet<int> Jobs) TakeDown(int site, int firstHost)
    {
        var hit = new SortedSet<int>();
        var count = 0;
        foreach (var chips in _sites.ChipsOf(site, firstHost))
        {
            count += chips.Count;
            var (fell, firstOutage) = _state.Down.Strike(chips, _sites.IsChip(site));
            if (firstOutage != 0)
            {
                Command(RackCommandKind.Outage, chips with { Mask = firstOutage });
            }

            Fell(chips with { Mask = fell });
            hit.UnionWith(_state.Running.HoldersOf(chips).Select(job => job.Arrival.Number));
        }

        return (count, hit);
    }

    private void Fell(ChipSet chips)
    {
        var busy = 0;
        foreach (var job in _state.Running.HoldersOf(chips))
        {
            var held = job.HoldsOf(chips);
            job.Hang(_state.Now, held);
            _state.Meter.Swings?.End(job);
            _state.Meter.Chips.Move(ChipStatus.Busy, ChipStatus.Failed, held, job.Activity);
            busy += held;
        }

        foreach (var job in _state.Awaiting.HoldersOf(chips))
        {
            job.Fail(_state.Now, job.HoldsOf(chips));
        }

        _state.Meter.Chips.Move(ChipStatus.Idle, ChipStatus.Failed, chips.Count - busy);
    }

    /// <summary>Finds out which chips nobody knew of, and which jobs hold them.</summary>
    public (List<ChipSet> Chips, IReadOnlyCollection<Job> Victims) Notice(OpenFailure failure)
    {
        var noticed = new List<ChipSet>();
        var victims = new SortedDictionary<int, Job>();
        foreach (var chips in _sites.ChipsOf(failure.Site, failure.FirstHost))
        {
            var news = chips with { Mask = _state.Down.Notice(chips) };
            if (news.Mask == 0)
            {
                continue;
            }

            noticed.Add(news);
            foreach (var job in _state.Running.HoldersOf(news))
            {
                victims[job.Arrival.Number] = job;
            }
        }

        return (noticed, victims.Values);
    }

    /// <summary>Takes chips of which something is known out of service.</summary>
    public void Withdraw(IReadOnlyList<ChipSet> noticed)
    {
        foreach (var chips in noticed)
        {
            _state.Allocator.Withdraw(_state.Down.InService(chips));
        }
    }

    /// <summary>The chips that hung on a failure are up again, unless something else keeps them down.</summary>
    /// <returns>Racks whose promises change.</returns>
    public IReadOnlyCollection<int> Raise(OpenFailure failure)
    {
        var racks = new HashSet<int>();
        var isChip = _sites.IsChip(failure.Site);
        foreach (var chips in _sites.ChipsOf(failure.Site, failure.FirstHost))
        {
            var (rose, lastOutage, unknown) = _state.Down.Repair(chips, isChip);
            if (isChip || lastOutage != 0)
            {
                Command(
                    isChip ? RackCommandKind.Repair : RackCommandKind.Restore,
                    isChip ? chips : chips with { Mask = lastOutage });
                racks.Add(chips.Rack);
            }

            _state.Meter.Chips.Move(ChipStatus.Failed, ChipStatus.Idle, BitOperations.PopCount(rose));
            _state.Allocator.Readmit(_state.Down.InService(chips with { Mask = unknown }));
        }

        if (!isChip && !_sites.IsOutage(failure.Site) && _plan.Failures.Components[_sites.CauseOf(failure.Site)].IsDrawnInRack)
        {
            var (rack, component) = _sites.InRack(failure.Site);
            _state.Outboxes.Add(rack, new(_state.Now, 0, component, RackCommandKind.Renew, 0));
            racks.Add(rack);
        }

        return racks;
    }

    /// <summary>A failure keeps its chips down as it did at a checkpoint.</summary>
    public void Restore(OpenFailure failure, bool isNoticed)
    {
        if (_sites.IsJob(failure.Site))
        {
            return;
        }

        if (!isNoticed && _sites.IsDegrading(failure.Site))
        {
            var pace = _plan.Failures.Components[_sites.CauseOf(failure.Site)].PacePercent;
            _state.Degraded.Add(failure.Site, failure.Number, [.. _sites.ChipsOf(failure.Site, failure.FirstHost)], pace);
            return;
        }

        foreach (var chips in _sites.ChipsOf(failure.Site, failure.FirstHost))
        {
            _state.Down.Strike(chips, _sites.IsChip(failure.Site));
            if (isNoticed && _state.Down.Notice(chips) is var news && news != 0)
            {
                _state.Allocator.Withdraw(_state.Down.InService(chips with { Mask = news }));
            }
        }
    }

    /// <summary>Takes a host out of service for good; jobs keep what they hold of it until they end.</summary>
    public void Evict(int host)
    {
        foreach (var chips in _sites.ChipsOfHost(host))
        {
            _state.Down.Evict(chips);
            _state.Allocator.Drain(chips);
        }
    }

    private void Command(RackCommandKind kind, ChipSet chips) =>
        _state.Outboxes.Add(chips.Rack, new(_state.Now, chips.Mask, FailureRecord.NoJob, kind, chips.Word));
}
