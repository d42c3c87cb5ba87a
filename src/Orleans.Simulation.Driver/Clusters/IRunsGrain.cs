using Orleans.Simulation.Driver.Playback;

namespace Orleans.Simulation.Driver.Clusters;

/// <summary>The runs of a cluster as clients see them. Any silo answers, from the folder that all of them share.</summary>
[Alias("ois.runs")]
public interface IRunsGrain : IGrainWithIntegerKey
{
    /// <summary>Checks a scenario and takes the run up.</summary>
    [Alias("submit"), ResponseTimeout("00:05:00")]
    Task<SubmissionReply> Submit(RunSubmission submission);

    /// <summary>What is known of a run; null: there is none of that number.</summary>
    [Alias("status"), ResponseTimeout("00:00:10")]
    Task<RunStatus?> Status(int run);

    /// <summary>All runs, by number.</summary>
    [Alias("list"), ResponseTimeout("00:00:10")]
    Task<IReadOnlyList<RunStatus>> List();

    /// <summary>Asks for the end of a run.</summary>
    /// <returns>Whether there is such a run and it has not ended.</returns>
    [Alias("stop"), ResponseTimeout("00:00:10")]
    Task<bool> Stop(int run, RunStop stop);

    /// <summary>Has a run that stopped or was cancelled with a checkpoint go on.</summary>
    /// <returns>Whether there is such a run and it can.</returns>
    [Alias("resume"), ResponseTimeout("00:00:10")]
    Task<bool> Resume(int run);

    /// <summary>Names of the result files of a run; empty while there are none.</summary>
    [Alias("files"), ResponseTimeout("00:00:10")]
    Task<IReadOnlyList<string>> Files(int run);

    /// <summary>Reads a part of a result file.</summary>
    [Alias("read"), ResponseTimeout("00:00:10")]
    Task<FilePart> Read(int run, string file, long offset);
}
