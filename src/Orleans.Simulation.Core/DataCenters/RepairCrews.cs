using Orleans.Simulation.Core.Failures;

namespace Orleans.Simulation.Core.DataCenters;

/// <summary>The crews of a site and the failures that wait for one, first come, first served.</summary>
/// <param name="crews">Their number; null: enough.</param>
internal sealed class RepairCrews(int? crews)
{
    private readonly Queue<OpenFailure> _waiting = new();
    private int _busy;

    /// <summary>The failures that wait, in the order in which they get a crew.</summary>
    public IEnumerable<OpenFailure> Waiting => _waiting;

    /// <summary>Takes a crew for a failure, or has it wait for one.</summary>
    /// <returns>Whether a crew was free.</returns>
    public bool TryTake(OpenFailure failure)
    {
        if (_busy >= crews)
        {
            _waiting.Enqueue(failure);
            return false;
        }

        _busy++;
        return true;
    }

    /// <summary>A crew is done.</summary>
    /// <returns>The failure that it goes on with; null: none waits.</returns>
    public OpenFailure? Release()
    {
        if (_waiting.TryDequeue(out var next))
        {
            return next;
        }

        _busy--;
        return null;
    }

    /// <summary>Makes a failure wait, as it did at a checkpoint.</summary>
    public void RestoreWaiting(OpenFailure failure) => _waiting.Enqueue(failure);

    /// <summary>Makes a crew busy, as it was at a checkpoint.</summary>
    public void RestoreBusy() => _busy++;
}
