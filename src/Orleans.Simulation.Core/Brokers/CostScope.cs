namespace Orleans.Simulation.Core.Brokers;

/// <summary>What a job costs, as far as the broker is concerned.</summary>
public enum CostScope
{
    /// <summary>Electricity, at the facility: who owns the chips.</summary>
    Electricity,

    /// <summary>The price of chip-hours: who rents them.</summary>
    ChipHours,

    /// <summary>Both.</summary>
    Both,
}
