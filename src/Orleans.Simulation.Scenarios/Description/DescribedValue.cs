using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Description;

/// <summary>One value of a resolved scenario, and why it is what it is.</summary>
public sealed record DescribedValue
{
    /// <summary>Its path, as an override would name it.</summary>
    public required string Path { get; init; }

    /// <summary>The value as text, with its unit.</summary>
    public required string Value { get; init; }

    /// <summary>Lowest plausible value, in the unit of the value. Default: null, none stated.</summary>
    public string? Low { get; init; }

    /// <summary>Highest plausible value, in the unit of the value. Default: null, none stated.</summary>
    public string? High { get; init; }

    /// <summary>What would hold if nobody had decided; null: it has to be given, or nothing would hold.</summary>
    public string? Default { get; init; }

    /// <summary>Who decided it.</summary>
    public required ValueOrigin Origin { get; init; }

    /// <summary>Where it stands: <c>file:line:column</c> or an override; null: in no document.</summary>
    public string? Place { get; init; }

    /// <summary>How far it can be trusted; null: nothing to trust, as in a name, or nobody said.</summary>
    public Confidence? Confidence { get; init; }

    /// <summary>Where it comes from; empty: nobody said.</summary>
    public string Source { get; init; } = string.Empty;

    /// <summary>How it was derived or why it was assumed.</summary>
    public string Note { get; init; } = string.Empty;

    /// <summary>Whether results of this scenario rest on it.</summary>
    public required bool DeterminesResults { get; init; }

    /// <summary>
    /// Whether results rest on it although it is a guess, a choice of this program, or known to 60 to 90 % only.
    /// </summary>
    public bool IsAssumed => DeterminesResults && Confidence is Specs.Confidence.Assumed or Specs.Confidence.Probable;

    /// <summary>Whether the scenario gives it, results rest on it, and nobody says where it comes from.</summary>
    public bool LacksSource =>
        DeterminesResults
        && Confidence is null
        && Origin is ValueOrigin.Given or ValueOrigin.Preset
        && Path != "failures.enabled";

    /// <summary>Tags of weak sources that it rests on.</summary>
    public IReadOnlyList<string> WeakSources => Catalog.References.WeakIn(Source, Note);
}
