using Orleans.Simulation.Driver.Clusters;

namespace Orleans.Simulation.Cli;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCode
{
    /// <summary>Everything is done.</summary>
    public const int Done = 0;

    /// <summary>The run failed: the simulation contradicted itself or something unforeseen happened.</summary>
    public const int RunFailed = 1;

    /// <summary>The command line, the scenario or a trace is not right.</summary>
    public const int BadInput = 2;

    /// <summary>The machine lacks something: memory, disk space, a permission, a port.</summary>
    public const int Environment = 3;

    /// <summary>Interrupted by the user; results, where there are any, say that they are incomplete.</summary>
    public const int Interrupted = 130;

    /// <summary>The exit code for the end of a run on a cluster.</summary>
    public static int Of(RunState state) => state switch
    {
        RunState.Done => Done,
        RunState.Interrupted => Interrupted,
        RunState.Stopped => Environment,
        _ => RunFailed,
    };
}
