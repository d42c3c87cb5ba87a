namespace Orleans.Simulation.Core.Energy;

/// <summary>What becomes of jobs for which the power provisioned for a data center is not enough.</summary>
public enum PowerControl
{
    /// <summary>Nothing; what is drawn beyond it is reported.</summary>
    Report,

    /// <summary>They wait: whatever fails, is repaired, or changes the PUE, power never rises above it.</summary>
    Admit,

    /// <summary>
    /// They wait until the PUE of the instant leaves enough; when it rises, those that would be tried last stop and queue again.
    /// </summary>
    Shed,

    /// <summary>
    /// They start as long as the PUE of the instant leaves enough for all at the lowest speed of the chips; all chips work at the
    /// highest speed for which there is enough. When it is not enough for the lowest one, jobs stop as with <see cref="Shed"/>.
    /// </summary>
    Cap,
}
