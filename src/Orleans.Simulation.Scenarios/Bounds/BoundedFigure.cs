using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Bounds;

/// <summary>A figure of the hardware or of a region that is uncertain, and on which results of a scenario rest.</summary>
/// <param name="Path">Its path, such as <c>chipTypes.tpu-v7.busy</c>.</param>
/// <param name="Text">The figure with its bounds.</param>
/// <param name="MoreTakesLess">
/// Whether its high bound is the one with which a fleet takes less for its work: so of an MFU, and not of a power.
/// </param>
public sealed record BoundedFigure(string Path, FigureText Text, bool MoreTakesLess)
{
    /// <summary>What it is where the fleet takes as little as it may.</summary>
    public string AtLow => WithUnit(MoreTakesLess ? Text.High : Text.Low);

    /// <summary>What it is where the fleet takes as much as it may.</summary>
    public string AtHigh => WithUnit(MoreTakesLess ? Text.Low : Text.High);

    private string WithUnit(string? bound) => (Text with { Value = bound ?? Text.Value }).ToString();
}
