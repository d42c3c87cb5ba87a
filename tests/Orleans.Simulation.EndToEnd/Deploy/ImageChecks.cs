using System.Xml.Linq;
using Orleans.Simulation.EndToEnd.Support;

namespace Orleans.Simulation.EndToEnd.Deploy;

/// <summary>What can be known of the image without building it.</summary>
public static class ImageChecks
{
    private static readonly string[] Strangers =
        ["results/run/summary.json", "artifacts/bin/x.dll", ".git/config", "src/X/obj/x.json"];

    /// <summary>Everything that is wrong.</summary>
    public static IEnumerable<string> Issues(DeployFolder folder) =>
        Sources(folder).Concat(Restore(folder)).Concat(Publication(folder)).Concat(Runtime(folder));

    private static IEnumerable<string> Sources(DeployFolder folder)
    {
        var ignored = new IgnoreRules(folder.Text("Dockerfile.dockerignore"));
        foreach (var source in Copies(folder).SelectMany(step => step.Sources))
        {
            if (!Path.Exists(Path.Combine(Repository.Root, source)))
            {
                yield return $"Dockerfile: COPY is {source}, must be in the repository";
            }

            if (ignored.Ignores(source))
            {
                yield return $"Dockerfile.dockerignore: is a rule that ignores {source}, must not be";
            }
        }

        foreach (var file in Strangers.Where(file => !ignored.Ignores(file)))
        {
            yield return $"Dockerfile.dockerignore: is without a rule for {file}, must be with one";
        }
    }

    /// <summary>The layer of packages: all projects, at the places where references look for them, before the restore.</summary>
    private static IEnumerable<string> Restore(DeployFolder folder)
    {
        var before = folder.Dockerfile.Steps.TakeWhile(step => !step.Text.StartsWith("dotnet restore", StringComparison.Ordinal));
        var copied = before.Where(step => step.Keyword == "COPY").ToList();
        var projects = ProjectsBelow(DeployFolder.Project).Order(StringComparer.Ordinal).ToList();
        foreach (var project in projects)
        {
            var folderOfProject = project[..(project.LastIndexOf('/') + 1)];
            if (!copied.Exists(step => step.Sources.Contains(project) && step.Words[^1] == folderOfProject))
            {
                yield return $"Dockerfile: is without COPY {project} {folderOfProject} before the restore, must be with it";
            }
        }

        var files = copied.SelectMany(step => step.Sources).Where(file => file.EndsWith(".csproj", StringComparison.Ordinal));
        foreach (var file in files.Except(projects, StringComparer.Ordinal))
        {
            yield return $"Dockerfile: COPY is {file}, must be a project that the command line needs";
        }

        foreach (var file in new[] { "Directory.Build.props", "Directory.Packages.props", "global.json" })
        {
            if (!copied.Exists(step => step.Sources.Contains(file)))
            {
                yield return $"Dockerfile: is without COPY {file} before the restore, must be with it";
            }
        }
    }

    private static IEnumerable<string> Publication(DeployFolder folder)
    {
        var steps = folder.Dockerfile.Steps;
        var publish = steps.Single(step => step.Text.StartsWith("dotnet publish", StringComparison.Ordinal));
        var output = publish.Words[Array.IndexOf(publish.Words, "--output") + 1];
        var taken = folder.Dockerfile.Image.Single(step => step.Keyword == "COPY" && step.From.Length > 0);
        var program = $"{taken.Words[^1]}/{AssemblyOf(DeployFolder.Project)}.dll";
        string[] entryPoint = ["dotnet", program];
        var restores = steps.Where(step => step.Text.StartsWith("dotnet restore", StringComparison.Ordinal));
        foreach (var step in restores.Append(publish).Where(step => step.Words[2] != DeployFolder.Project))
        {
            yield return $"Dockerfile: {step.Words[1]} is of {step.Words[2]}, must be of {DeployFolder.Project}";
        }

        if (taken.Sources[0] != output)
        {
            yield return $"Dockerfile: COPY --from is {taken.Sources[0]}, must be {output}, where the program is published";
        }

        if (!steps.Any(step => step.Keyword == "FROM" && step.Text.EndsWith($" AS {taken.From}", StringComparison.Ordinal)))
        {
            yield return $"Dockerfile: COPY --from is of stage {taken.From}, must be a stage";
        }

        if (!folder.Dockerfile.Last("ENTRYPOINT").Words.SequenceEqual(entryPoint))
        {
            yield return $"Dockerfile: ENTRYPOINT is {folder.Dockerfile.Last("ENTRYPOINT").Text}, must be dotnet {program}";
        }

        var copies = steps.TakeWhile(step => step != publish).Where(step => step.Keyword == "COPY");
        if (!copies.Any(step => step.Sources.Contains(".editorconfig")))
        {
            yield return "Dockerfile: is without COPY .editorconfig before the publication, must be with it";
        }
    }

    private static IEnumerable<string> Runtime(DeployFolder folder)
    {
        var (file, variables) = (folder.Dockerfile, folder.Dockerfile.Variables);
        var properties = XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props"));
        var framework = properties.Descendants("TargetFramework").Single();
        foreach (var from in file.Steps.Where(step => step.Keyword == "FROM"))
        {
            var tag = from.Words[0].Split(':')[^1];
            if ($"net{tag}" != framework.Value)
            {
                yield return $"Dockerfile: FROM is {from.Words[0]}, must have the tag of {framework.Value}";
            }
        }

        if (file.Last("USER").Text is "" or "root" or "0")
        {
            yield return $"Dockerfile: USER is {file.Last("USER").Text}, must be one without privileges";
        }

        if (file.Last("CMD").Words is not ["silo"])
        {
            yield return $"Dockerfile: CMD is {file.Last("CMD").Text}, must be silo";
        }

        var exposed = file.Last("EXPOSE").Words.ToHashSet(StringComparer.Ordinal);
        foreach (var name in new[] { "PORT", "GATEWAY_PORT", "HTTP_PORT" })
        {
            var variable = SimulationVariables.Prefix + name;
            var port = variables.GetValueOrDefault(variable, string.Empty);
            if (!exposed.Remove(port))
            {
                yield return $"Dockerfile: EXPOSE is {file.Last("EXPOSE").Text}, must hold {variable}, {port}";
            }
        }

        if (exposed.Count > 0)
        {
            yield return $"Dockerfile: EXPOSE is also {string.Join(' ', exposed)}, must be ports of a silo";
        }

        var data = variables.GetValueOrDefault(SimulationVariables.Prefix + "DATA", string.Empty);
        if (!file.Last("VOLUME").Words.Contains(data))
        {
            yield return $"Dockerfile: VOLUME is {file.Last("VOLUME").Text}, must be {SimulationVariables.Prefix}DATA, {data}";
        }

        foreach (var name in variables.Keys.Where(name => !SimulationVariables.OfCommand["silo"].Contains(name)))
        {
            yield return $"Dockerfile: ENV is {name}, must be a variable that silo reads";
        }
    }

    private static IEnumerable<DockerfileStep> Copies(DeployFolder folder) =>
        folder.Dockerfile.Steps.Where(step => step.Keyword == "COPY" && step.From.Length == 0);

    private static string AssemblyOf(string project)
    {
        var file = ProjectFileOf(project);
        return XDocument.Load(Path.Combine(Repository.Root, file)).Descendants("AssemblyName").SingleOrDefault()?.Value
            ?? Path.GetFileNameWithoutExtension(file);
    }

    private static string ProjectFileOf(string folder) => $"{folder}/{folder.Split('/')[^1]}.csproj";

    /// <summary>A project and all that it refers to, as paths from the root.</summary>
    private static HashSet<string> ProjectsBelow(string folder)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([ProjectFileOf(folder)]);
        while (open.TryPop(out var project))
        {
            if (found.Add(project))
            {
                var full = Path.Combine(Repository.Root, project);
                var place = Path.GetDirectoryName(full)!;
                foreach (var reference in XDocument.Load(full).Descendants("ProjectReference"))
                {
                    var target = Path.GetFullPath(Path.Combine(place, reference.Attribute("Include")!.Value));
                    open.Push(Path.GetRelativePath(Repository.Root, target).Replace('\\', '/'));
                }
            }
        }

        return found;
    }
}
