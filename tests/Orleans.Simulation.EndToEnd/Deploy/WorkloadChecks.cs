namespace Orleans.Simulation.EndToEnd.Deploy;

/// <summary>What must be so wherever the containers run.</summary>
public static class WorkloadChecks
{
    private static readonly string[] CommandNames = ["silo", "run"];

    /// <summary>Everything that is wrong.</summary>
    public static IEnumerable<string> Issues(DeployFolder folder) =>
        Mentions(folder)
            .Concat(folder.Workloads.SelectMany(workload => Images(workload).Concat(Redis(workload))))
            .Concat(folder.Workloads.Where(workload => workload.IsSimulator).SelectMany(Simulator))
            .Concat(Clusters(Workload.OfCompose(folder)))
            .Concat(Clusters(Workload.OfKubernetes(folder)));

    /// <summary>Whether a silo answers there with its health.</summary>
    public static bool IsHealthPath(string path) => path is "/health/live" or "/health/ready";

    private static IEnumerable<string> Mentions(DeployFolder folder) =>
        from file in folder.Files
        from name in SimulationVariables.In(folder.Text(file))
        where !SimulationVariables.OfCommand.Values.Any(names => names.Contains(name))
        select $"{file}: is {name}, must be a variable that a command reads";

    private static IEnumerable<string> Images(Workload workload)
    {
        if (workload.Part != "redis" && workload.Image != DeployFolder.Image)
        {
            yield return $"{workload.Where}: image is {workload.Image}, must be {DeployFolder.Image}";
        }
    }

    private static IEnumerable<string> Simulator(Workload workload)
    {
        var command = workload.Arguments.FirstOrDefault() ?? string.Empty;
        if (!CommandNames.Contains(command) || (command == "silo") != (workload.Part == "silo"))
        {
            yield return $"{workload.Where}: is started with {command}, must be {(workload.Part == "silo" ? "silo" : "run")}";
            yield break;
        }

        var names = workload.OwnVariables.Keys;
        var ours = names.Where(name => name.StartsWith(SimulationVariables.Prefix, StringComparison.Ordinal));
        foreach (var name in ours.Except(SimulationVariables.OfCommand[command], StringComparer.Ordinal))
        {
            yield return $"{workload.Where}: is with {name}, must be without: {command} does not read it";
        }

        foreach (var folder in workload.Part == "silo" ? [workload["DATA"], workload["TRACES"]] : new[] { OutputOf(workload) })
        {
            if (!workload.Mounts.ContainsKey(folder))
            {
                yield return $"{workload.Where}: is without a volume at {folder}, must be with one";
            }
        }

        if (workload.Part == "silo" && workload["LISTEN"] != "0.0.0.0")
        {
            yield return $"{workload.Where}: listens on {workload["LISTEN"]}, must be 0.0.0.0, or nothing reaches it";
        }
    }

    /// <summary>The log lies beside the folder of the results, so the volume has to be above it.</summary>
    private static string OutputOf(Workload driver)
    {
        var index = Array.IndexOf(driver.Arguments, "--out");
        return index < 0 ? "--out" : driver.Arguments[index + 1][..driver.Arguments[index + 1].LastIndexOf('/')];
    }

    private static IEnumerable<string> Redis(Workload workload)
    {
        if (workload.Part != "redis")
        {
            yield break;
        }

        var append = Array.IndexOf(workload.Arguments, "--appendonly");
        if (append < 0 || workload.Arguments[append + 1] != "yes" || !workload.Mounts.ContainsKey("/data"))
        {
            yield return $"{workload.Where}: is without an append-only file on a volume at /data, must be with one";
        }
    }

    /// <summary>Silos and driver of one way of running are in one cluster.</summary>
    private static IEnumerable<string> Clusters(IEnumerable<Workload> workloads)
    {
        var simulators = workloads.Where(workload => workload.IsSimulator).ToList();
        var silo = simulators.Single(workload => workload.Part == "silo");
        return
            from simulator in simulators
            from variable in new[] { "CLUSTER", "CLUSTER_ID", "SERVICE_ID" }
            where simulator[variable].Length == 0 || simulator[variable] != silo[variable]
            select $"{simulator.Where}: is in {variable} '{simulator[variable]}', must be in '{silo[variable]}' like the silos";
    }
}
