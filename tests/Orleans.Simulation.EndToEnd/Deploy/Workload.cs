namespace Orleans.Simulation.EndToEnd.Deploy;

/// <summary>A service of compose, or the pods of one kind in Kubernetes: one container.</summary>
/// <param name="Where">File and name, for messages.</param>
/// <param name="Part">redis, silo, driver or reader.</param>
/// <param name="Specification">The service, or the pod's specification.</param>
/// <param name="Container">The service, or the container.</param>
/// <param name="Labels">Labels of the pods; nothing in compose.</param>
/// <param name="Arguments">What the entry point is given; what is started in its place if the container has a command.</param>
/// <param name="OwnVariables">Variables that it sets.</param>
/// <param name="Variables">Those, and the image's.</param>
/// <param name="Mounts">Paths at which a volume is mounted, with the volume's name.</param>
public sealed record Workload(
    string Where,
    string Part,
    YamlValue Specification,
    YamlValue Container,
    YamlValue Labels,
    string[] Arguments,
    IReadOnlyDictionary<string, string> OwnVariables,
    IReadOnlyDictionary<string, string> Variables,
    IReadOnlyDictionary<string, string> Mounts)
{
    /// <summary>Whether it runs the simulator.</summary>
    public bool IsSimulator => Part is "silo" or "driver";

    /// <summary>Name of the image, with its tag.</summary>
    public string Image => Container["image"].Text;

    /// <summary>A variable; empty if neither the container nor the image sets it.</summary>
    public string this[string variable] => Variables.GetValueOrDefault(SimulationVariables.Prefix + variable, string.Empty);

    /// <summary>The services of compose.yaml.</summary>
    public static IEnumerable<Workload> OfCompose(DeployFolder folder) =>
        folder.Document("compose.yaml")["services"].Entries.Select(entry =>
        {
            var service = entry.Value;
            var mounts = service["volumes"].Texts.Select(volume => volume.Split(':'));
            return Make(
                folder,
                $"compose.yaml: services.{entry.Key}",
                entry.Key,
                service,
                service,
                service["labels"],
                service["command"].Texts,
                service["environment"].Entries.ToDictionary(variable => variable.Key, variable => variable.Value.Text),
                mounts.ToDictionary(mount => mount[1], mount => mount[0], StringComparer.Ordinal));
        });

    /// <summary>The pods of all manifests.</summary>
    public static IEnumerable<Workload> OfKubernetes(DeployFolder folder) =>
        from manifest in folder.Manifests
        let document = manifest.Document
        let template = document["kind"].Text == "Pod" ? document : document["spec", "template"]
        from container in template["spec", "containers"].Items
        let name = document["metadata", "name"].Text
        let labels = template["metadata", "labels"]
        select Make(
            folder,
            $"{manifest.File}: {name}",
            container["name"].Text,
            template["spec"],
            container,
            labels,
            container["args"].Exists ? container["args"].Texts : container["command"].Texts,
            container["env"].Items.ToDictionary(variable => variable["name"].Text, variable => ValueOf(variable, labels)),
            container["volumeMounts"].Items.ToDictionary(mount => mount["mountPath"].Text, mount => mount["name"].Text));

    private static Workload Make(
        DeployFolder folder,
        string where,
        string part,
        YamlValue specification,
        YamlValue container,
        YamlValue labels,
        string[] arguments,
        Dictionary<string, string> variables,
        Dictionary<string, string> mounts)
    {
        var all = new Dictionary<string, string>(variables, StringComparer.Ordinal);
        foreach (var (name, value) in part is "silo" or "driver" ? folder.Dockerfile.Variables : all)
        {
            all.TryAdd(name, value);
        }

        return new(where, part, specification, container, labels, arguments, variables, all, mounts);
    }

    /// <summary>The value of a variable; the path of the field where only the cluster knows it.</summary>
    private static string ValueOf(YamlValue variable, YamlValue labels)
    {
        var field = variable["valueFrom", "fieldRef", "fieldPath"].Text;
        return field.StartsWith("metadata.labels['", StringComparison.Ordinal)
            ? labels[field["metadata.labels['".Length..^"']".Length]].Text
            : variable["value"].Text + field;
    }
}
