namespace Orleans.Simulation.EndToEnd.Deploy;

/// <summary>What the network policies of Kubernetes let through: what is needed, and from nobody else.</summary>
public static class NetworkChecks
{
    private const string RedisPort = "6379";

    /// <summary>Everything that is wrong.</summary>
    public static IEnumerable<string> Issues(DeployFolder folder, IReadOnlyList<Workload> workloads)
    {
        var policies = folder.Manifests.Select(manifest => manifest.Document)
            .Where(document => document["kind"].Text == "NetworkPolicy")
            .Select(document => document["spec"])
            .ToList();
        var silo = workloads.Single(workload => workload.Part == "silo");
        var (internode, gateway) = (silo["PORT"], silo["GATEWAY_PORT"]);
        HashSet<(string From, string To, string Port)> needed =
        [
            ("silo", "silo", internode),
            ("silo", "silo", gateway),
            ("driver", "silo", gateway),
            ("silo", "redis", RedisPort),
            ("driver", "redis", RedisPort),
        ];

        return Isolation(policies, workloads)
            .Concat(Difference("ingress", needed, Allowed(policies, workloads, "ingress", "from")))
            .Concat(Difference("egress", needed, Allowed(policies, workloads, "egress", "to")));
    }

    /// <summary>Every pod is denied what no policy allows.</summary>
    private static IEnumerable<string> Isolation(List<YamlValue> policies, IReadOnlyList<Workload> workloads)
    {
        foreach (var workload in workloads)
        {
            var types = policies.Where(policy => Selects(policy["podSelector"], workload))
                .SelectMany(policy => policy["policyTypes"].Texts);
            foreach (var type in new[] { "Ingress", "Egress" }.Except(types, StringComparer.Ordinal))
            {
                yield return $"{workload.Where}: {type} is not isolated by a NetworkPolicy, must be";
            }
        }
    }

    private static IEnumerable<string> Difference(
        string direction,
        HashSet<(string From, string To, string Port)> needed,
        HashSet<(string From, string To, string Port)> allowed)
    {
        foreach (var (from, to, port) in needed.Except(allowed))
        {
            yield return $"network: {direction} from {from} to {to} at {port} is denied, must be allowed";
        }

        foreach (var (from, to, port) in allowed.Except(needed))
        {
            yield return $"network: {direction} from {from} to {to} at {port} is allowed, must be denied";
        }
    }

    /// <summary>Between which pods the rules of a direction let something through, without rules of egress to anywhere.</summary>
    private static HashSet<(string From, string To, string Port)> Allowed(
        List<YamlValue> policies, IReadOnlyList<Workload> workloads, string direction, string peerKey)
    {
        var found =
            from policy in policies
            from subject in workloads
            where Selects(policy["podSelector"], subject)
            from rule in policy[direction].Items
            from peer in workloads
            where rule[peerKey].Exists
                ? rule[peerKey].Items.Any(selector => selector["podSelector"].Exists && Selects(selector["podSelector"], peer))
                : direction == "ingress"
            from port in rule["ports"].Exists ? rule["ports"].Items.Select(port => port["port"].Text) : ["any port"]
            select direction == "ingress" ? (peer.Part, subject.Part, port) : (subject.Part, peer.Part, port);
        return [.. found];
    }

    private static bool Selects(YamlValue selector, Workload workload) => workload.Labels.Includes(selector["matchLabels"]);
}
