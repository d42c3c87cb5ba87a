using Orleans.Simulation.Driver.Engines;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Driver.Runs;
using Orleans.Simulation.Reporting;
using Orleans.Simulation.Reporting.Folders;

namespace Orleans.Simulation.Swarm.Playing;

/// <summary>The run as it has to come out: played by the reference engine in this process, and never interrupted.</summary>
internal static class Reference
{
    /// <summary>Plays a scenario.</summary>
    /// <param name="file">Its file.</param>
    /// <param name="folder">Where the results go.</param>
    /// <param name="cancellation">Gives it up.</param>
    public static async Task PlayAsync(string file, string folder, CancellationToken cancellation)
    {
        var order = PreparedRun.Of(PreparedRun.NewLoader().Load(file)).Order();
        var specification = order.Specification;
        using var recorder = new ResultRecorder(
            RunLabels.Of(specification.Fleet, specification.Sources), ResultFolder.Create(folder), order.Results);
        await new SimulationRun(specification, new ReferenceEngine(), recorder, PlaybackOptions.Default).PlayAsync(cancellation);
    }
}
