namespace Orleans.Simulation.Scenarios.Specs;

/// <summary>What a price of a chip-hour is for.</summary>
public enum PriceKind
{
    /// <summary>List price without commitment.</summary>
    OnDemand,

    /// <summary>With a commitment of three years.</summary>
    ThreeYear,

    /// <summary>Google's Flex-start: waits for capacity, runs for days at most.</summary>
    Flex,

    /// <summary>AWS Capacity Blocks: reserved for some days ahead.</summary>
    CapacityBlock,

    /// <summary>Rented from those who own GPUs for that.</summary>
    Rental,

    /// <summary>What a third party reports, without saying on which terms.</summary>
    ThirdParty,
}
