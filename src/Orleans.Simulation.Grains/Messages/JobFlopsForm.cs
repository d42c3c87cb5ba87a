using Orleans.Simulation.Core.Jobs;

namespace Orleans.Simulation.Grains.Messages;

/// <summary>
/// What a job computes, on its way to another silo beside the jobs: those that state a run time have nothing here.
/// </summary>
/// <param name="Number">Number of the job.</param>
/// <param name="Count">Its FLOP.</param>
/// <param name="PerToken">Its FLOP for each token.</param>
/// <param name="Mfu">Its own MFU in parts per million; 0: that of the chips.</param>
internal readonly record struct JobFlopsForm(int Number, Int128 Count, long PerToken, int Mfu)
{
    public static Packed<JobFlopsForm> Of(IEnumerable<JobArrival> jobs)
    {
        JobFlopsForm[] forms =
        [
            .. jobs.Where(job => job.Flops is not null)
                .Select(job => new JobFlopsForm(job.Number, job.Flops!.Count, job.Flops.PerToken, job.Flops.Mfu)),
        ];
        return Packed<JobFlopsForm>.Of(forms);
    }
}

/// <summary>Takes what jobs compute out of a message, job by job in its order.</summary>
/// <param name="packed">What those compute that state it.</param>
internal sealed class PackedFlops(Packed<JobFlopsForm> packed)
{
    private readonly JobFlopsForm[] _forms = packed.Read();
    private int _next;

    /// <summary>What the next job computes.</summary>
    /// <param name="number">Its number.</param>
    /// <returns>Null: it states its run time.</returns>
    public ModelFlops? Take(int number)
    {
        if (_next == _forms.Length || _forms[_next].Number != number)
        {
            return null;
        }

        var form = _forms[_next++];
        return new(form.Count, form.PerToken) { Mfu = form.Mfu };
    }
}
