using System.Text.RegularExpressions;
using System.Xml.Linq;
using k8s;
using Orleans.Simulation.EndToEnd.Support;
using YamlDotNet.Core;

namespace Orleans.Simulation.EndToEnd.Deploy;

/// <summary>The files of <c>src/deploy</c>, some of them with another text if a test wants that.</summary>
public sealed partial class DeployFolder
{
    /// <summary>The command line's project, as the files have to name it.</summary>
    public const string Project = "src/Orleans.Simulation.Cli";

    private static readonly string Root = Path.Combine(Repository.Root, "src", "deploy");

    private readonly Dictionary<string, string> _texts;
    private readonly Dictionary<string, IReadOnlyList<YamlValue>> _documents;

    private DeployFolder(Dictionary<string, string> texts)
    {
        _texts = texts;
        _documents = texts.Keys
            .Where(file => file.EndsWith(".yaml", StringComparison.Ordinal))
            .ToDictionary(file => file, Parse, StringComparer.Ordinal);
        foreach (var file in Manifests.Select(manifest => manifest.File).Distinct(StringComparer.Ordinal))
        {
            // Refuses fields that the API does not have, and values of another type.
            KubernetesYaml.LoadAllFromString(texts[file], typeMap: null, strict: true);
        }

        Dockerfile = Dockerfile.Parse(texts["Dockerfile"]);
    }

    /// <summary>Version of the program, which is the tag of the image.</summary>
    public static string Version { get; } =
        XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props")).Descendants("Version").Single().Value;

    /// <summary>Name of our image, with its tag.</summary>
    public static string Image => $"orleans-simulation:{Version}";

    /// <summary>Names of all files, with slashes.</summary>
    public IEnumerable<string> Files => _texts.Keys;

    /// <summary>How the image is made.</summary>
    public Dockerfile Dockerfile { get; }

    /// <summary>The manifests of Kubernetes, each with its file.</summary>
    public IEnumerable<(string File, YamlValue Document)> Manifests =>
        from file in _documents
        where file.Key.StartsWith("kubernetes/", StringComparison.Ordinal) && !IsKustomization(file.Key)
        from document in file.Value
        select (file.Key, document);

    /// <summary>The files that list manifests.</summary>
    public IEnumerable<string> Kustomizations => _documents.Keys.Where(IsKustomization);

    /// <summary>Everything that runs, by either way.</summary>
    public IEnumerable<Workload> Workloads => Workload.OfCompose(this).Concat(Workload.OfKubernetes(this));

    /// <summary>Reads the folder.</summary>
    /// <exception cref="YamlException">A file is not YAML, or a manifest has a field that Kubernetes does not know.</exception>
    /// <exception cref="KeyNotFoundException">A manifest is of a kind that Kubernetes does not know.</exception>
    public static DeployFolder Load() => new(Read());

    /// <summary>Reads the folder, with one text in a file replaced by another.</summary>
    /// <exception cref="YamlException">A file is not YAML, or a manifest has a field that Kubernetes does not know.</exception>
    /// <exception cref="KeyNotFoundException">A manifest is of a kind that Kubernetes does not know.</exception>
    public static DeployFolder LoadWith(string file, string text, string replacement)
    {
        var texts = Read();
        Assert.Contains(text, texts[file], StringComparison.Ordinal);
        texts[file] = texts[file].Replace(text, replacement, StringComparison.Ordinal);
        return new(texts);
    }

    /// <summary>Text of a file.</summary>
    public string Text(string file) => _texts[file];

    /// <summary>The only document of a file.</summary>
    public YamlValue Document(string file) => Assert.Single(_documents[file]);

    private static Dictionary<string, string> Read() =>
        Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).ToDictionary(
            file => Path.GetRelativePath(Root, file).Replace('\\', '/'),
            file => File.ReadAllText(file).ReplaceLineEndings("\n"),
            StringComparer.Ordinal);

    private static bool IsKustomization(string file) => Path.GetFileName(file) == "kustomization.yaml";

    private IReadOnlyList<YamlValue> Parse(string file)
    {
        var isCompose = file.StartsWith("compose", StringComparison.Ordinal);
        return YamlValue.ParseAll(isCompose ? WithDefaults(_texts[file]) : _texts[file]);
    }

    /// <summary>The text as compose reads it where no variable is set.</summary>
    private static string WithDefaults(string text) =>
        Interpolation().Replace(text, match => match.Value == "$$" ? "$" : match.Groups["default"].Value);

    [GeneratedRegex(@"\$\$|\$\{[A-Z_]+:-(?<default>[^}]*)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Interpolation();
}
