namespace Orleans.Simulation.Driver.Playback;

/// <summary>What a run does.</summary>
public enum PlaybackPhase
{
    /// <summary>The fleet is being made.</summary>
    Activating,

    /// <summary>Windows are being played.</summary>
    Playing,

    /// <summary>A checkpoint is being written.</summary>
    Saving,

    /// <summary>All chips close their books.</summary>
    Settling,
}
