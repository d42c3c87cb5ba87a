namespace Orleans.Simulation.EndToEnd.Deploy;

/// <summary>What must be so of the manifests of Kubernetes, besides their network policies.</summary>
public static class KubernetesChecks
{
    /// <summary>What <c>Microsoft.Orleans.Hosting.Kubernetes</c> reads, and where a pod has it from.</summary>
    private static readonly (string Variable, string Field)[] HostingVariables =
    [
        ("POD_NAME", "metadata.name"),
        ("POD_NAMESPACE", "metadata.namespace"),
        ("POD_IP", "status.podIP"),
        ("ORLEANS_SERVICE_ID", "metadata.labels['orleans/serviceId']"),
        ("ORLEANS_CLUSTER_ID", "metadata.labels['orleans/clusterId']"),
    ];

    private static readonly string[] HostingLabels = ["orleans/serviceId", "orleans/clusterId"];

    /// <summary>What it asks of the API server.</summary>
    private static readonly string[] Verbs = ["get", "list", "patch", "watch"];

    /// <summary>Everything that is wrong.</summary>
    public static IEnumerable<string> Issues(DeployFolder folder)
    {
        var workloads = Workload.OfKubernetes(folder).ToList();
        return Documents(folder)
            .Concat(Kustomizations(folder))
            .Concat(workloads.SelectMany(workload => Pod(folder, workload)))
            .Concat(workloads.SelectMany(Probes))
            .Concat(Selectors(folder))
            .Concat(Silo(folder, workloads.Single(workload => workload.Part == "silo"), workloads))
            .Concat(Redis(folder, workloads))
            .Concat(NetworkChecks.Issues(folder, workloads));
    }

    private static IEnumerable<string> Documents(DeployFolder folder)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (file, document) in folder.Manifests)
        {
            var name = $"{document["kind"].Text} {document["metadata", "name"].Text}";
            if (!document["apiVersion"].Exists || !document["kind"].Exists || !document["metadata", "name"].Exists)
            {
                yield return $"{file}: is a document without apiVersion, kind or metadata.name, must be with them";
            }

            if (!names.Add(name))
            {
                yield return $"{file}: is {name} again, must be once";
            }

            if (document["metadata", "namespace"].Exists)
            {
                yield return $"{file}: {name} is in a namespace, must be in the one that kubectl is told";
            }
        }
    }

    /// <summary>A folder's kustomization lists all that lies in the folder.</summary>
    private static IEnumerable<string> Kustomizations(DeployFolder folder)
    {
        foreach (var file in folder.Kustomizations)
        {
            var path = file[..(file.LastIndexOf('/') + 1)];
            var listed = folder.Document(file)["resources"].Texts.Select(name => path + name).ToHashSet(StringComparer.Ordinal);
            var present = folder.Manifests.Select(manifest => manifest.File)
                .Where(manifest => manifest[..(manifest.LastIndexOf('/') + 1)] == path)
                .ToHashSet(StringComparer.Ordinal);
            listed.SymmetricExceptWith(present);
            foreach (var difference in listed)
            {
                yield return $"{file}: {difference} is only listed or only present, must be both";
            }
        }
    }

    private static IEnumerable<string> Pod(DeployFolder folder, Workload workload)
    {
        var (pod, container) = (workload.Specification, workload.Container);
        if (pod["enableServiceLinks"].Text != "false")
        {
            yield return $"{workload.Where}: enableServiceLinks is not false, must be: a Service could set a variable of ours";
        }

        if (pod["securityContext", "runAsNonRoot"].Text != "true")
        {
            yield return $"{workload.Where}: securityContext.runAsNonRoot is not true, must be";
        }

        if (!container["resources", "requests", "memory"].Exists || !container["resources", "limits", "memory"].Exists)
        {
            yield return $"{workload.Where}: resources are without a request or limit of memory, must be with both";
        }

        if (workload.Part != "silo" && pod["automountServiceAccountToken"].Text != "false")
        {
            yield return $"{workload.Where}: automountServiceAccountToken is not false, must be: it asks nothing of Kubernetes";
        }

        var volumes = pod["volumes"].Items.ToDictionary(volume => volume["name"].Text, StringComparer.Ordinal);
        var own = Named(folder, "StatefulSet").SelectMany(set => set["spec", "volumeClaimTemplates"].Items);
        var templates = workload.Part == "redis" ? own.Select(claim => claim["metadata", "name"].Text).ToArray() : [];
        foreach (var name in workload.Mounts.Values.Where(name => !volumes.ContainsKey(name) && !templates.Contains(name)))
        {
            yield return $"{workload.Where}: volumeMounts is {name}, must be a volume of the pod";
        }

        var claims = volumes.Values.Select(volume => volume["persistentVolumeClaim", "claimName"]).Where(name => name.Exists);
        foreach (var claim in claims)
        {
            if (!Named(folder, "PersistentVolumeClaim").Any(other => other["metadata", "name"].Text == claim.Text))
            {
                yield return $"{workload.Where}: claimName is {claim.Text}, must be a PersistentVolumeClaim";
            }
        }
    }

    private static IEnumerable<string> Probes(Workload workload)
    {
        var ports = workload.Container["ports"].Items.ToDictionary(port => port["name"].Text, StringComparer.Ordinal);
        string[] kinds = workload.Part is "silo" or "redis" ? ["startupProbe", "readinessProbe", "livenessProbe"] : [];
        foreach (var (kind, probe) in kinds.Select(kind => (kind, workload.Container[kind])))
        {
            if (!probe.Exists)
            {
                yield return $"{workload.Where}: {kind} is not set, must be";
            }

            var http = probe["httpGet"];
            foreach (var port in new[] { http["port"], probe["tcpSocket", "port"] }.Where(port => port.Exists))
            {
                if (!ports.ContainsKey(port.Text))
                {
                    yield return $"{workload.Where}: {kind} is at {port.Text}, must be at a port of the container";
                }
            }

            if (http.Exists && (http["port"].Text != "http" || !WorkloadChecks.IsHealthPath(http["path"].Text)))
            {
                yield return $"{workload.Where}: {kind} is {http["port"].Text}{http["path"].Text}, must be a health path at http";
            }

            if (workload.Part == "silo" && http["path"].Text != (kind == "readinessProbe" ? "/health/ready" : "/health/live"))
            {
                yield return $"{workload.Where}: {kind} is of {http["path"].Text}, must be of its own path";
            }
        }
    }

    /// <summary>Selectors of workloads, services and budgets find pods.</summary>
    private static IEnumerable<string> Selectors(DeployFolder folder)
    {
        foreach (var (file, document) in folder.Manifests)
        {
            var kind = document["kind"].Text;
            var name = $"{file}: {kind} {document["metadata", "name"].Text}";
            var selector = kind == "Service" ? document["spec", "selector"] : document["spec", "selector", "matchLabels"];
            var labels = document["spec", "template", "metadata", "labels"];
            if (kind is "Deployment" or "StatefulSet" && !labels.Includes(selector))
            {
                yield return $"{name}: selector is of other labels than the template's, must be of those";
            }

            if (selector.Exists && Workload.OfKubernetes(folder).Count(workload => workload.Labels.Includes(selector)) != 1)
            {
                yield return $"{name}: selector is of no or several kinds of pods, must be of one";
            }

            if (kind is "Deployment" or "StatefulSet" or "PodDisruptionBudget" or "Service" && !selector.Exists)
            {
                yield return $"{name}: selector is not set, must be";
            }
        }
    }

    private static IEnumerable<string> Silo(DeployFolder folder, Workload silo, List<Workload> workloads)
    {
        foreach (var (name, variable) in new[] { ("silo", "PORT"), ("gateway", "GATEWAY_PORT"), ("http", "HTTP_PORT") })
        {
            var port = silo.Container["ports"].Items.SingleOrDefault(port => port["name"].Text == name)?["containerPort"].Text;
            if (port != silo[variable])
            {
                yield return $"{silo.Where}: port {name} is {port}, must be {silo[variable]} like {variable}";
            }
        }

        foreach (var (variable, field) in HostingVariables)
        {
            var entry = silo.Container["env"].Items.SingleOrDefault(entry => entry["name"].Text == variable);
            if (entry?["valueFrom", "fieldRef", "fieldPath"].Text != field)
            {
                yield return $"{silo.Where}: {variable} is not the pod's {field}, must be";
            }
        }

        foreach (var (variable, label) in new[] { ("SERVICE_ID", "orleans/serviceId"), ("CLUSTER_ID", "orleans/clusterId") })
        {
            var value = silo.Labels[label].Text;
            if (value.Length == 0 || value != silo[variable])
            {
                yield return $"{silo.Where}: label {label} is '{value}', must be '{silo[variable]}' like {variable}";
            }
        }

        foreach (var other in workloads.Where(other => other != silo && HostingLabels.Any(label => other.Labels[label].Exists)))
        {
            yield return $"{other.Where}: is with a label of Orleans, must be without: it is no silo";
        }

        if (silo["KUBERNETES"] != "true" || silo.Specification["terminationGracePeriodSeconds"].Text.Length == 0)
        {
            yield return $"{silo.Where}: is without {SimulationVariables.Prefix}KUBERNETES or grace period, must be with both";
        }

        foreach (var issue in Access(folder, silo).Concat(Shared(folder, silo)))
        {
            yield return issue;
        }

        if (!Named(folder, "PodDisruptionBudget").Any(budget => silo.Labels.Includes(budget["spec", "selector", "matchLabels"])))
        {
            yield return $"{silo.Where}: is without a PodDisruptionBudget, must be with one";
        }
    }

    private static IEnumerable<string> Access(DeployFolder folder, Workload silo)
    {
        var account = silo.Specification["serviceAccountName"].Text;
        if (!Named(folder, "ServiceAccount").Any(other => other["metadata", "name"].Text == account))
        {
            yield return $"{silo.Where}: serviceAccountName is '{account}', must be a ServiceAccount";
        }

        if (silo.Specification["automountServiceAccountToken"].Text != "true")
        {
            yield return $"{silo.Where}: automountServiceAccountToken is not true, must be";
        }

        var roles = Named(folder, "RoleBinding")
            .Where(binding => binding["roleRef", "kind"].Text == "Role"
                && binding["roleRef", "apiGroup"].Text == "rbac.authorization.k8s.io"
                && binding["subjects"].Items.Any(subject =>
                    subject["kind"].Text == "ServiceAccount" && subject["name"].Text == account))
            .Select(binding => binding["roleRef", "name"].Text);
        var verbs = Named(folder, "Role")
            .Where(role => roles.Contains(role["metadata", "name"].Text))
            .SelectMany(role => role["rules"].Items)
            .Where(rule => rule["apiGroups"].Texts.Contains(string.Empty) && rule["resources"].Texts.Contains("pods"))
            .SelectMany(rule => rule["verbs"].Texts)
            .Order(StringComparer.Ordinal)
            .ToArray();
        if (!verbs.SequenceEqual(Verbs))
        {
            yield return $"{silo.Where}: may {string.Join(", ", verbs)} pods, must be {string.Join(", ", Verbs)}";
        }
    }

    /// <summary>Several silos write to one folder.</summary>
    private static IEnumerable<string> Shared(DeployFolder folder, Workload silo)
    {
        var volume = silo.Mounts.GetValueOrDefault(silo["DATA"], string.Empty);
        var claim = silo.Specification["volumes"].Items
            .SingleOrDefault(other => other["name"].Text == volume)?["persistentVolumeClaim", "claimName"].Text;
        var modes = Named(folder, "PersistentVolumeClaim")
            .Where(other => other["metadata", "name"].Text == claim)
            .SelectMany(other => other["spec", "accessModes"].Texts);
        if (!modes.Contains("ReadWriteMany"))
        {
            yield return $"{silo.Where}: the volume at {silo["DATA"]} is not a claim of ReadWriteMany, must be";
        }
    }

    private static IEnumerable<string> Redis(DeployFolder folder, List<Workload> workloads)
    {
        var silo = workloads.Single(workload => workload.Part == "silo");
        var redis = workloads.Single(workload => workload.Part == "redis");
        var services = Named(folder, "Service").Where(other => redis.Labels.Includes(other["spec", "selector"])).ToList();
        var addresses = services.SelectMany(service => service["spec", "ports"].Items.Select(
            port => $"redis://{service["metadata", "name"].Text}:{port["port"].Text}"));
        if (!addresses.Contains(silo["CLUSTER"]))
        {
            yield return $"{silo.Where}: is in cluster {silo["CLUSTER"]}, must be at a Service of Redis, "
                + string.Join(", ", addresses);
        }

        var ports = redis.Container["ports"].Items.ToDictionary(port => port["name"].Text, port => port["containerPort"].Text);
        foreach (var port in services.SelectMany(service => service["spec", "ports"].Items))
        {
            if (ports.GetValueOrDefault(port["targetPort"].Text) != port["port"].Text)
            {
                yield return $"{redis.Where}: is not at {port["port"].Text} as its Service says, must be";
            }
        }

        foreach (var kind in new[] { "startupProbe", "readinessProbe" })
        {
            var asks = string.Join(' ', redis.Container[kind, "exec", "command"].Texts);
            if (!ports.Values.Any(port => asks.Contains($"-p {port} ", StringComparison.Ordinal)))
            {
                yield return $"{redis.Where}: {kind} is at another port, must be at the container's";
            }
        }

        var image = Workload.OfCompose(folder).Single(workload => workload.Part == "redis").Image;
        if (redis.Image != image)
        {
            yield return $"{redis.Where}: image is {redis.Image}, must be {image} as in compose.yaml";
        }
    }

    private static IEnumerable<YamlValue> Named(DeployFolder folder, string kind) =>
        folder.Manifests.Select(manifest => manifest.Document).Where(document => document["kind"].Text == kind);
}
