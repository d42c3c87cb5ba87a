namespace Orleans.Simulation.Core.Racks;

/// <summary>What a data center tells chips of a rack to do.</summary>
public enum RackCommandKind : byte
{
    /// <summary>A job takes the chips.</summary>
    Start,

    /// <summary>The job that holds the chips is done.</summary>
    Complete,

    /// <summary>The job that holds the chips is stopped because a failure was noticed.</summary>
    Interrupt,

    /// <summary>The chips are healthy again. The only command that changes a chip's promise.</summary>
    Repair,
}
