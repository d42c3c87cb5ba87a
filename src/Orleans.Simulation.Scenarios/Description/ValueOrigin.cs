namespace Orleans.Simulation.Scenarios.Description;

/// <summary>Who decided a value.</summary>
public enum ValueOrigin
{
    /// <summary>The user: a scenario file or an override.</summary>
    Given,

    /// <summary>A built-in scenario.</summary>
    Preset,

    /// <summary>Nobody: this program's default.</summary>
    Default,

    /// <summary>The hardware catalog.</summary>
    Catalog,
}
