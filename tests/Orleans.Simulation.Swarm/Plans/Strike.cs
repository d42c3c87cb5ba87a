using Orleans.Simulation.Swarm.Scenarios;

namespace Orleans.Simulation.Swarm.Plans;

/// <summary>Something that is done to a run.</summary>
/// <param name="Trigger">What is waited for.</param>
/// <param name="Share">Which of several instants: 0 is the first that is left, 1 the last.</param>
/// <param name="Delay">Milliseconds from then on.</param>
/// <param name="Blow">What is done.</param>
/// <param name="Target">To whom.</param>
/// <param name="Pick">Which silo, where the target is one of several: 0 to 1.</param>
internal sealed record Strike(Trigger Trigger, double Share, int Delay, Blow Blow, Target Target, double Pick)
{
    /// <summary>Strikes under a seed at most.</summary>
    public const int Most = 4;

    /// <summary>Draws a strike.</summary>
    /// <param name="draw">Its draws.</param>
    /// <param name="mode">How the run is played.</param>
    /// <param name="isFirst">Whether nothing has been done to the run before.</param>
    public static Strike Draw(Draw draw, Mode mode, bool isFirst)
    {
        var trigger = draw.Fraction() switch
        {
            < 0.25 => Trigger.Checkpoint,
            < 0.45 => Trigger.Saving,
            < 0.60 => Trigger.Time,
            < 0.70 => Trigger.Elapsed,
            < 0.90 => isFirst ? Trigger.Saving : Trigger.Restore,
            < 0.96 => Trigger.Settling,
            _ => Trigger.Results,
        };
        var delay = trigger switch
        {
            Trigger.Elapsed => draw.Between(0, 4_000),
            Trigger.Saving => draw.One(0, 0, 1, 3),
            Trigger.Restore => draw.One(0, 5, 50, 400),
            Trigger.Settling => draw.Between(0, 40),
            Trigger.Results => draw.Between(0, 6),
            _ => draw.One(0, 0, 2, 10, 50),
        };
        var blow = draw.Fraction() switch
        {
            < 0.8 => Blow.Kill,
            < 0.92 => Blow.Terminate,
            < 0.95 => Blow.TerminateAndKill,
            _ => mode == Mode.Process ? Blow.Kill : Blow.Stop,
        };
        var target = draw.Fraction() switch
        {
            < 0.45 => Target.Driver,
            < 0.85 => Target.AnySilo,
            _ when mode == Mode.Process || blow == Blow.Stop => Target.Driver,
            _ => mode == Mode.Cluster ? Target.AllSilos : Target.Parent,
        };
        return new(trigger, draw.Fraction(), delay, blow, target, draw.Fraction());
    }
}

/// <summary>What can be observed of a run from outside.</summary>
internal enum Trigger
{
    /// <summary>A checkpoint has appeared.</summary>
    Checkpoint,

    /// <summary>A checkpoint is being written.</summary>
    Saving,

    /// <summary>The run says that it has got to a virtual time.</summary>
    Time,

    /// <summary>Nothing but the clock.</summary>
    Elapsed,

    /// <summary>The run has begun anew, after a strike before.</summary>
    Restore,

    /// <summary>The last checkpoint has appeared, so that the end is near.</summary>
    Settling,

    /// <summary>The results have appeared.</summary>
    Results,
}

/// <summary>What is done.</summary>
internal enum Blow
{
    /// <summary>SIGKILL.</summary>
    Kill,

    /// <summary>SIGTERM.</summary>
    Terminate,

    /// <summary>SIGTERM, and SIGKILL soon after.</summary>
    TerminateAndKill,

    /// <summary>SIGSTOP for longer than the failure detection, then SIGCONT.</summary>
    Stop,
}

/// <summary>To whom.</summary>
internal enum Target
{
    /// <summary>The silo that drives the run; a run in one process itself.</summary>
    Driver,

    /// <summary>Any silo.</summary>
    AnySilo,

    /// <summary>All silos of the cluster at once.</summary>
    AllSilos,

    /// <summary>The process that started the silos.</summary>
    Parent,
}
