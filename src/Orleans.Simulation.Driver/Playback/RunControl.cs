namespace Orleans.Simulation.Driver.Playback;

/// <summary>How a run that is being played hears that it is to end, and how. Thread-safe.</summary>
public sealed class RunControl
{
    private volatile RunStop _stop;

    /// <summary>Whether and how the run is to end after the window it is in, or the next one where data centers may have begun it.</summary>
    public RunStop Stop => _stop;

    /// <summary>Asks the run to end; a later request replaces an earlier one.</summary>
    public void RequestStop(RunStop stop) => _stop = stop;
}

/// <summary>How a run is to end before its time.</summary>
public enum RunStop
{
    /// <summary>Not at all: it goes on.</summary>
    None,

    /// <summary>With results that say that they are incomplete.</summary>
    Interrupt,

    /// <summary>With a checkpoint and such results.</summary>
    SaveAndInterrupt,

    /// <summary>With a checkpoint alone: somebody else goes on.</summary>
    Suspend,
}
