using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Playback;

namespace Orleans.Simulation.Driver.Clusters;

/// <summary>What a cluster says of a run.</summary>
/// <param name="Run">Number of the run in the cluster.</param>
/// <param name="Scenario">Name of its scenario.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Message">Why it waits, stopped or failed, or what happened last; may be empty.</param>
/// <param name="Epoch">How often it was begun: once, and once more after each loss.</param>
/// <param name="Silos">Names of the silos that share its fleet.</param>
/// <param name="Driver">Name of the silo that drives it.</param>
/// <param name="Progress">How far it is; null: nothing is known yet.</param>
/// <param name="ResultHash">Fingerprint of the results; null: there are none.</param>
/// <param name="Scale">How large it is.</param>
/// <param name="Updated">When this was said.</param>
[GenerateSerializer, Immutable, Alias("ois.run-status")]
public sealed record RunStatus(
    [property: Id(0)] int Run,
    [property: Id(1)] string Scenario,
    [property: Id(2)] ulong Seed,
    [property: Id(3)] RunState State,
    [property: Id(4)] string Message,
    [property: Id(5)] int Epoch,
    [property: Id(6)] IReadOnlyList<string> Silos,
    [property: Id(7)] string Driver,
    [property: Id(8)] PlaybackProgress? Progress,
    [property: Id(9)] string? ResultHash,
    [property: Id(10)] RunScale Scale,
    [property: Id(11)] DateTimeOffset Updated)
{
    /// <summary>Whether nobody plays it any more.</summary>
    public bool HasEnded => State is RunState.Done or RunState.Interrupted or RunState.Stopped or RunState.Failed;

    /// <summary>The first status of a run.</summary>
    public static RunStatus Of(int run, Runs.RunOrder order) => new(
        run,
        order.Specification.Scenario.Name,
        order.Specification.Scenario.Seed,
        RunState.Ordered,
        string.Empty,
        0,
        [],
        string.Empty,
        null,
        null,
        RunScale.Of(order),
        DateTimeOffset.UtcNow);
}

/// <summary>How large a run is: what progress is measured by.</summary>
/// <param name="DataCenters">Data centers of its fleet.</param>
/// <param name="Racks">Racks of its fleet.</param>
/// <param name="Chips">Chips of its fleet.</param>
/// <param name="End">When it ends; never: with its last job.</param>
/// <param name="TraceJobs">Jobs of all its traces.</param>
[GenerateSerializer, Immutable, Alias("ois.run-scale")]
public sealed record RunScale(
    [property: Id(0)] int DataCenters,
    [property: Id(1)] long Racks,
    [property: Id(2)] long Chips,
    [property: Id(3)] VirtualTime End,
    [property: Id(4)] long TraceJobs)
{
    /// <summary>The scale of an order.</summary>
    public static RunScale Of(Runs.RunOrder order) => new(
        order.Specification.Fleet.DataCenters.Count,
        order.Specification.Fleet.Racks,
        order.Specification.Fleet.Chips,
        order.Specification.Fleet.End,
        order.TraceJobs);
}
