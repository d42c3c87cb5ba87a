namespace Orleans.Simulation.EndToEnd.Support;

/// <summary>A run that takes about a second and yet has everything: three data centers, failures, restarts, lost jobs.</summary>
public static class SmallRun
{
    /// <summary>Its arguments, and more.</summary>
    public static string[] With(params string[] more) =>
    [
        "run", "rainier", "--set", "fleet.chips=1024", "--set", "failures.meanTimeToFailure=300h",
        "--set", "failures.maxRestarts=1", .. more,
    ];
}
