namespace Orleans.Simulation.Scenarios.Replay;

/// <summary>What the command <c>replay</c> was given, as text.</summary>
/// <remarks>Exactly one of nodes, pool and fleet says where the jobs run.</remarks>
public sealed record ReplayRequest
{
    /// <summary>Path of the trace, relative to the working directory or absolute.</summary>
    public required string Trace { get; init; }

    /// <summary>Name of its format. Default: <see cref="Specs.TraceSpec.DefaultFormat"/>.</summary>
    public string Format { get; init; } = Specs.TraceSpec.DefaultFormat;

    /// <summary>K hosts of C chips as <c>KxC</c>, C up to 256. Default: null.</summary>
    public string? Nodes { get; init; }

    /// <summary>A number of chips without topology. Default: null.</summary>
    public string? Pool { get; init; }

    /// <summary>Name of a preset or path of a scenario whose fleet is used. Default: null.</summary>
    public string? Fleet { get; init; }

    /// <summary><c>fifo</c> or <c>sjf</c>. Default: null, that of the fleet's scenario, else <c>fifo</c>.</summary>
    public string? Policy { get; init; }

    /// <summary><c>on</c> or <c>off</c>. Default: null, that of the fleet's scenario, else <c>off</c>.</summary>
    public string? Failures { get; init; }

    /// <summary>Seed of the failures. Default: null, that of the fleet's scenario, else 1.</summary>
    public ulong? Seed { get; init; }
}
