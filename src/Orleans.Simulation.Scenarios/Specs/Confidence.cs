namespace Orleans.Simulation.Scenarios.Specs;

/// <summary>How far a figure can be trusted, from best to worst; <see cref="Sourced{T}.Source"/> says where it comes from.</summary>
public enum Confidence
{
    /// <summary>Somebody measured it and published that.</summary>
    Measured,

    /// <summary>Read in a published source, which may be the vendor or not.</summary>
    Published,

    /// <summary>Derived by arithmetic from published figures; mark <c>[D]</c>.</summary>
    Derived,

    /// <summary>General knowledge, more than 90 % sure; mark <c>[R+]</c>.</summary>
    Known,

    /// <summary>General knowledge, 60 to 90 % sure; mark <c>[R~]</c>.</summary>
    Probable,

    /// <summary>A guess or a choice of the model; mark <c>[G]</c>.</summary>
    Assumed,

    /// <summary>A scenario states it and names no source.</summary>
    Stated,
}
