namespace Orleans.Simulation.EndToEnd.Deploy;

/// <summary>What must be so of the compose files.</summary>
public static class ComposeChecks
{
    private static readonly string[] Files = ["compose.yaml", "compose.dashboard.yaml"];

    /// <summary>Everything that is wrong.</summary>
    public static IEnumerable<string> Issues(DeployFolder folder) =>
        References(folder).Concat(Silos(folder)).Concat(Ports(folder)).Concat(Overrides(folder));

    private static IEnumerable<string> References(DeployFolder folder)
    {
        var document = folder.Document("compose.yaml");
        var services = document["services"];
        foreach (var workload in Workload.OfCompose(folder))
        {
            foreach (var volume in workload.Mounts.Values.Where(volume => !document["volumes"].Entries.ContainsKey(volume)))
            {
                yield return $"{workload.Where}.volumes: is {volume}, must be a volume of the file";
            }

            var networks = workload.Container["networks"].Texts;
            foreach (var network in networks.Except(document["networks"].Entries.Keys, StringComparer.Ordinal))
            {
                yield return $"{workload.Where}.networks: is {network}, must be a network of the file";
            }

            if (networks.Length != 1)
            {
                yield return $"{workload.Where}.networks: are several or none, must be one: a silo advertises its first address";
            }

            foreach (var (name, dependency) in workload.Container["depends_on"].Entries)
            {
                if (dependency["condition"].Text != "service_healthy" || !services[name, "healthcheck"].Exists)
                {
                    yield return $"{workload.Where}.depends_on.{name}: is not waited for, must be healthy first";
                }
            }
        }

        var build = services["silo", "build"];
        if (build["context"].Text != "../.." || build["dockerfile"].Text != "src/deploy/Dockerfile")
        {
            yield return "compose.yaml: services.silo.build: is of another folder, must be of src/deploy/Dockerfile in ../..";
        }
    }

    private static IEnumerable<string> Silos(DeployFolder folder)
    {
        var workloads = Workload.OfCompose(folder).ToDictionary(workload => workload.Part, StringComparer.Ordinal);
        var (silo, redis) = (workloads["silo"], workloads["redis"]);
        if (silo.Variables.ContainsKey(SimulationVariables.Prefix + "NAME") || silo.Container["container_name"].Exists)
        {
            yield return $"{silo.Where}: is with a name, must be without: all replicas would have it";
        }

        if (!int.TryParse(silo.Container["deploy", "replicas"].Text, out var replicas) || replicas < 2)
        {
            yield return $"{silo.Where}.deploy.replicas: is {silo.Container["deploy", "replicas"].Text}, must be at least 2";
        }

        foreach (var workload in new[] { silo, redis })
        {
            if (workload.Container["restart"].Text is not ("unless-stopped" or "always"))
            {
                yield return $"{workload.Where}.restart: is {workload.Container["restart"].Text}, must be unless-stopped";
            }

            if (!workload.Container["stop_grace_period"].Exists)
            {
                yield return $"{workload.Where}.stop_grace_period: is not set, must be";
            }
        }

        var health = string.Join(' ', silo.Container["healthcheck", "test"].Texts);
        if (!health.Contains($"/127.0.0.1/{silo["HTTP_PORT"]} ", StringComparison.Ordinal))
        {
            yield return $"{silo.Where}.healthcheck: is at another port, must be at {silo["HTTP_PORT"]}";
        }

        if (!health.Contains("GET /health/ready HTTP/1.1", StringComparison.Ordinal))
        {
            yield return $"{silo.Where}.healthcheck: is of another path, must be of /health/ready";
        }

        var port = silo["CLUSTER"].Split(':')[^1];
        if (silo["CLUSTER"] != $"redis://{redis.Part}:{port}")
        {
            yield return $"{silo.Where}: is in cluster {silo["CLUSTER"]}, must be at the service {redis.Part}";
        }

        if (!string.Join(' ', redis.Container["healthcheck", "test"].Texts).Contains($"-p {port} ", StringComparison.Ordinal))
        {
            yield return $"{redis.Where}.healthcheck: is at another port, must be at {port}";
        }
    }

    /// <summary>Nothing reaches the host unless asked for, and nothing leaves it.</summary>
    private static IEnumerable<string> Ports(DeployFolder folder)
    {
        var silo = Workload.OfCompose(folder).Single(workload => workload.Part == "silo");
        foreach (var file in Files)
        {
            foreach (var (name, service) in folder.Document(file)["services"].Entries)
            {
                foreach (var port in service["ports"].Texts)
                {
                    if (file == "compose.yaml" || port != $"127.0.0.1::{silo["HTTP_PORT"]}")
                    {
                        yield return $"{file}: services.{name}.ports: is {port}, must be loopback's in compose.dashboard.yaml, "
                            + $"to {silo["HTTP_PORT"]}";
                    }
                }

                if (service["network_mode"].Exists)
                {
                    yield return $"{file}: services.{name}.network_mode: is set, must not be";
                }
            }
        }
    }

    private static IEnumerable<string> Overrides(DeployFolder folder)
    {
        var services = folder.Document("compose.yaml")["services"];
        return folder.Document("compose.dashboard.yaml")["services"].Entries.Keys
            .Where(name => !services.Entries.ContainsKey(name))
            .Select(name => $"compose.dashboard.yaml: services.{name}: is new, must be in compose.yaml");
    }
}
