using Orleans.Simulation.Swarm.Scenarios;

namespace Orleans.Simulation.Swarm.Plans;

/// <summary>What is played under a seed, and what happens to it.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Mode">How it is played.</param>
/// <param name="Scenario">What is played.</param>
/// <param name="Window">Length of every window in microseconds.</param>
/// <param name="CheckpointEvery">Virtual time between two checkpoints in microseconds.</param>
/// <param name="Legs">How the run is played, at first and after each time that it was ended: an engine or silos.</param>
/// <param name="SilosNeeded">Silos of a cluster without which the run waits, as a share of them: 0 to 1.</param>
/// <param name="Strikes">What happens to it, one after the other.</param>
internal sealed record SeedPlan(
    int Seed,
    Mode Mode,
    SwarmScenario Scenario,
    long Window,
    long CheckpointEvery,
    IReadOnlyList<Leg> Legs,
    double SilosNeeded,
    IReadOnlyList<Strike> Strikes)
{
    /// <summary>Draws the plan of a seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="only">The mode; null: it is drawn.</param>
    public static SeedPlan Of(int seed, Mode? only)
    {
        var draw = new Draw(seed);
        var drawn = draw.Fraction() switch
        {
            < 0.5 => Mode.Process,
            < 0.62 => Mode.Silos,
            _ => Mode.Cluster,
        };
        var mode = only ?? drawn;
        var windows = mode is Mode.Process or Mode.Reference ? draw.Between(100, 1_500) : draw.Between(60, 500);
        var window = draw.One(60_000_000L, 333_000_000, 900_000_000, 3_600_000_000);
        var length = (window * windows) - draw.Between(0, 1_000_000);
        var every = Math.Max(1_000_000, length / draw.Between(6, 40));
        return new(
            seed,
            mode,
            ScenarioDraw.Scenario(draw, $"swarm-{seed}", length),
            window,
            draw.Chance(0.5) ? every : Math.Max(window, every / window * window),
            DrawLegs(draw, mode),
            draw.Fraction(),
            mode == Mode.Reference ? [] : DrawStrikes(draw, mode));
    }

    private static List<Leg> DrawLegs(Draw draw, Mode mode)
    {
        var legs = new List<Leg> { mode == Mode.Silos ? Silos(draw) : draw.One(Leg.Orleans, Leg.Reference) };
        for (var next = 0; next < Strike.Most; next++)
        {
            legs.Add(draw.Fraction() switch
            {
                < 0.4 => legs[0],
                < 0.65 => Leg.Orleans,
                < 0.92 => Leg.Reference,
                _ => Silos(draw),
            });
        }

        return legs;
    }

    private static Leg Silos(Draw draw) => new(null, draw.One(1, 2, 2, 2, 3, 3, 5));

    private static List<Strike> DrawStrikes(Draw draw, Mode mode)
    {
        var strikes = new List<Strike>();
        var count = draw.One(0, 1, 1, 1, 1, 2, 2, 2, 3, Strike.Most);
        for (var index = 0; index < count; index++)
        {
            strikes.Add(Strike.Draw(draw, mode, isFirst: index == 0));
        }

        return strikes;
    }
}

/// <summary>How a run is played.</summary>
internal enum Mode
{
    /// <summary>In one process; killed and resumed.</summary>
    Process,

    /// <summary>On silos of its own.</summary>
    Silos,

    /// <summary>On a cluster that is there already.</summary>
    Cluster,

    /// <summary>By the reference engine in the swarm's own process: nothing is killed, only the results are checked. Never drawn.</summary>
    Reference,
}

/// <summary>How a run is played until it ends or is ended.</summary>
/// <param name="Engine">Engine in the one process; null: there are silos.</param>
/// <param name="Silos">Silos of the run's own; null: it is one process.</param>
internal sealed record Leg(string? Engine, int? Silos)
{
    /// <summary>Grains in the one process.</summary>
    public static readonly Leg Orleans = new("orleans", null);

    /// <summary>Loops in the one process.</summary>
    public static readonly Leg Reference = new("reference", null);

    /// <summary>The options that ask for it.</summary>
    public string[] Options => Silos is { } silos ? ["--silos", $"{silos}"] : ["--engine", Engine!];

    /// <inheritdoc/>
    public override string ToString() => Silos is { } silos ? $"{silos} silos" : Engine!;
}
