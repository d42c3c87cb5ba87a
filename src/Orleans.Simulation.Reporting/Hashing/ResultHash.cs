using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Reporting.Hashing;

/// <summary>The fingerprint of a run's results: SHA-256 over every field of every record, whatever the tables' format.</summary>
/// <remarks>
/// Each kind of record has a hash of its own over its records in the order in which they came; the five are combined at
/// the end. So the order within a kind counts, and how the kinds interleave does not. Not thread-safe.
/// </remarks>
public sealed class ResultHash : IDisposable
{
    /// <summary>Changes with the encoding, so that hashes of different encodings never look comparable.</summary>
    private const string Encoding = "orleans-simulation-results/7";

    private readonly CanonicalHash _jobs = new();
    private readonly CanonicalHash _failures = new();
    private readonly CanonicalHash _samples = new();
    private readonly CanonicalHash _chips = new();
    private readonly CanonicalHash _accounts = new();

    /// <summary>Adds a job.</summary>
    public void Add(JobRecord job)
    {
        ArgumentNullException.ThrowIfNull(job);
        Add(job.Arrival);
        _jobs.Add(job.DataCenter);
        _jobs.Add((int)job.State);
        _jobs.Add(job.FirstStart?.Microseconds);
        _jobs.Add(job.End?.Microseconds);
        _jobs.Add(job.Restarts);
        _jobs.Add(job.Held.Microseconds);
        _jobs.Add(job.Lost.Microseconds);
        _jobs.Add(job.Energy.Nanojoules);
        _jobs.Add(job.Interruptions);
        _jobs.Add(job.Hung.Microseconds);
        _jobs.Add(job.Restarting.Microseconds);
        _jobs.Add(job.Checkpointing.Microseconds);
        _jobs.Add(job.Slowed.Microseconds);
        _jobs.Add(job.Requeued.Microseconds);
        _jobs.Add(job.Awaiting.Microseconds);
        _jobs.Add(job.Wasted.Nanojoules);
        AddPresence(job.Site is not null, job.AtOnce is not null, job.Peers is not null);
        if (job.Site is { } site)
        {
            Add(_jobs, site);
        }

        if (job.AtOnce is { } atOnce)
        {
            Add(_jobs, atOnce);
        }

        if (job.Peers is { } peers)
        {
            _jobs.Add(peers.Halts);
            _jobs.Add(peers.Lost.Microseconds);
            _jobs.Add(peers.Awaiting.Microseconds);
        }

        _jobs.Add(job.Shrinks);
        Add(job.Partial);
    }

    /// <summary>Adds a failure.</summary>
    public void Add(FailureRecord failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        _failures.Add(failure.DataCenter);
        _failures.Add(failure.Rack);
        _failures.Add(failure.Slot);
        _failures.Add(failure.Cause);
        _failures.Add(failure.Failed.Microseconds);
        _failures.Add(failure.Detected?.Microseconds);
        _failures.Add(failure.Repaired?.Microseconds);
        _failures.Add(failure.Job);
        _failures.Add(failure.Lost.Microseconds);
        _failures.Add(failure.LostChips);
        _failures.Add(failure.RepairStart?.Microseconds);
        _failures.Add(failure.Chips);
        _failures.Add(failure.JobsHit);
        _failures.Add(failure.LostChipTime);
    }

    /// <summary>Adds an interval of the time series.</summary>
    public void Add(IntervalSample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        _samples.Add(sample.DataCenter);
        _samples.Add(sample.Start.Microseconds);
        _samples.Add(sample.End.Microseconds);
        _samples.Add(sample.Queued);
        _samples.Add(sample.Running);
        _samples.Add(sample.Idle);
        _samples.Add(sample.Busy);
        _samples.Add(sample.Failed);
        _samples.Add(sample.Energy.Nanojoules);
        Add(_samples, sample.Site);
    }

    /// <summary>Adds the account of a chip.</summary>
    /// <param name="dataCenter">Index of the data center.</param>
    /// <param name="rack">Index of the rack in the data center.</param>
    /// <param name="chip">What the chip says of itself.</param>
    public void Add(int dataCenter, int rack, in ChipAccount chip)
    {
        _chips.Add(dataCenter);
        _chips.Add(rack);
        _chips.Add(chip.Slot);
        _chips.Add((int)chip.Status);
        _chips.Add(chip.Idle.Microseconds);
        _chips.Add(chip.Busy.Microseconds);
        _chips.Add(chip.Failed.Microseconds);
        _chips.Add(chip.Energy.Nanojoules);
        _chips.Add(chip.Failures);
        _chips.Add(chip.Changes);
    }

    /// <summary>Adds the account of a data center.</summary>
    public void Add(DataCenterAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        _accounts.Add(account.DataCenter);
        _accounts.Add(account.Idle);
        _accounts.Add(account.Busy);
        _accounts.Add(account.Failed);
        _accounts.Add(account.QueuedJobs);
        _accounts.Add(account.RunningJobs);
        _accounts.Add(account.ChipEnergy.Nanojoules);
        _accounts.Add(account.ItEnergy.Nanojoules);
        Add(_accounts, account.Site);
        _accounts.Add(account.Repairs);
        _accounts.Add(account.EvictedHosts);
        Add(account.Power);
    }

    /// <summary>The hash of all records so far: 64 lower-case hexadecimal digits. More records may follow.</summary>
    public string Current()
    {
        using var all = new CanonicalHash();
        all.Add(Encoding);
        foreach (var kind in (ReadOnlySpan<CanonicalHash>)[_jobs, _failures, _samples, _chips, _accounts])
        {
            all.Add(kind.Current());
        }

        return Convert.ToHexStringLower(all.Current());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _jobs.Dispose();
        _failures.Dispose();
        _samples.Dispose();
        _chips.Dispose();
        _accounts.Dispose();
    }

    private static void Add(CanonicalHash hash, SiteTotals site)
    {
        hash.Add(site.Facility);
        hash.Add(site.Carbon);
        hash.Add(site.Cost);
    }

    private void Add(PowerAccount power)
    {
        _accounts.Add(power.LowestIt.Milliwatts);
        _accounts.Add(power.HighestIt.Milliwatts);
        _accounts.Add(power.LowestFacility);
        _accounts.Add(power.HighestFacility);
        _accounts.Add(power.LargestRise);
        _accounts.Add(power.LargestFall);
        _accounts.Add(power.Ramps);
        _accounts.Add(power.RampsOutside);
        _accounts.Add(power.AboveProvisioned.Microseconds);
        _accounts.Add(power.EnergyAbove);
        _accounts.Add(power.Limited.Microseconds);
        _accounts.Add(power.Unserved);
        _accounts.Add(power.Preemptions);
        _accounts.Add(power.PreemptedWork);
        _accounts.Add(power.Slowed.Microseconds);
        _accounts.Add(power.Spared);
        Add(power.Smoothing);
        Add(power.Batteries);
        if (power.Swings is { } swings)
        {
            Add(swings);
        }

        if (power.Range is { } range)
        {
            _accounts.Add(range.Largest);
            _accounts.Add(range.LargestAt.Microseconds);
            _accounts.Add(range.Outside.Microseconds);
        }
    }

    private void Add(SwingAccount swings)
    {
        _accounts.Add(swings.Largest);
        _accounts.Add(swings.LargestAt.Microseconds);
        _accounts.Add(swings.Independent);
        _accounts.Add(swings.IndependentAt.Microseconds);
        _accounts.Add(swings.InPhase);
        _accounts.Add(swings.InPhaseAt.Microseconds);
        _accounts.Add(swings.TooFast.Microseconds);
        _accounts.Add(swings.Burned);
        _accounts.Add(swings.Lost);
        _accounts.Add(swings.Stored);
        Add(_accounts, swings.Extra);
    }

    private void Add(BatteryAccount batteries)
    {
        _accounts.Add(batteries.Dips);
        _accounts.Add(batteries.Bridged);
        _accounts.Add(batteries.Outages);
        _accounts.Add(batteries.Time.Microseconds);
        _accounts.Add(batteries.Energy);
    }

    private void Add(SmoothingAccount smoothing)
    {
        _accounts.Add(smoothing.LargestRise);
        _accounts.Add(smoothing.LargestFall);
        _accounts.Add(smoothing.RampsOutside);
        _accounts.Add(smoothing.Burned);
        _accounts.Add(smoothing.Charged);
        _accounts.Add(smoothing.Given);
        Add(_accounts, smoothing.Extra);
    }

    private void Add(JobArrival arrival)
    {
        _jobs.Add(arrival.Number);
        _jobs.Add(arrival.Source);
        _jobs.Add(arrival.Row);
        _jobs.Add(arrival.Id);
        _jobs.Add(arrival.DataCenter);
        _jobs.Add(arrival.Chips);
        _jobs.Add(arrival.Submit.Microseconds);
        _jobs.Add(arrival.Work.Microseconds);
        AddPresence(
            arrival.Shrink is not null,
            arrival.Flops is not null,
            arrival.Postponed > VirtualDuration.Zero,
            arrival.Flops?.Mfu > 0,
            arrival.Part is not null);
        if (arrival.Shrink is { } shrink)
        {
            _jobs.Add(shrink.MinChips);
            _jobs.Add(shrink.Step);
        }

        if (arrival.Flops is { } flops)
        {
            _jobs.Add(flops.Count);
            _jobs.Add(flops.PerToken);
            if (flops.Mfu > 0)
            {
                _jobs.Add(flops.Mfu);
            }
        }

        if (arrival.Postponed > VirtualDuration.Zero)
        {
            _jobs.Add(arrival.Postponed.Microseconds);
        }

        if (arrival.Part is { } part)
        {
            _jobs.Add(part.Index);
            _jobs.Add(part.Count);
        }
    }

    /// <summary>Which of some values follow: a bit for each, the first one the least.</summary>
    private void AddPresence(params ReadOnlySpan<bool> values)
    {
        var bits = 0;
        for (var index = 0; index < values.Length; index++)
        {
            bits |= values[index] ? 1 << index : 0;
        }

        _jobs.Add((byte)bits);
    }

    private void Add(JobChipTime? time)
    {
        _jobs.Add(time is null ? (byte)0 : (byte)1);
        if (time is { } partial)
        {
            _jobs.Add(partial.Held);
            _jobs.Add(partial.Lost);
            _jobs.Add(partial.Hung);
            _jobs.Add(partial.Restarting);
            _jobs.Add(partial.Checkpointing);
            _jobs.Add(partial.Slowed);
            _jobs.Add(partial.Awaiting);
        }
    }
}
