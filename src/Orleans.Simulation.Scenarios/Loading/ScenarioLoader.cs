using System.Text;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Scenarios.Binding;
using Orleans.Simulation.Scenarios.Catalog;
using Orleans.Simulation.Scenarios.Specs;
using Orleans.Simulation.Scenarios.Validation;
using Orleans.Simulation.Scenarios.Yaml;

namespace Orleans.Simulation.Scenarios.Loading;

/// <summary>Loads scenarios from built-in presets and YAML files, with overrides. The only class here that reads files.</summary>
/// <param name="traceFormats">Names of the trace formats that can be read; null: <see cref="TraceFormatNames.Default"/>.</param>
public sealed class ScenarioLoader(IReadOnlyList<string>? traceFormats = null)
{
    private static readonly Lazy<IReadOnlyDictionary<string, string>> Presets = new(() =>
        new SortedDictionary<string, string>(
            EmbeddedText.All("Presets").ToDictionary(preset => preset.Name, preset => preset.Text, StringComparer.Ordinal),
            StringComparer.Ordinal));

    /// <summary>Names of the trace formats that scenarios may use.</summary>
    public IReadOnlyList<string> TraceFormats { get; } = traceFormats ?? TraceFormatNames.Default;

    /// <summary>Names of the built-in presets in alphabetical order.</summary>
    public static IReadOnlyList<string> PresetNames => [.. Presets.Value.Keys];

    /// <summary>The YAML text of a built-in preset, to start one's own scenario from.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="InvalidInputException">There is no such preset.</exception>
    public static string PresetText(string name) =>
        Presets.Value.TryGetValue(name, out var text)
            ? text
            : throw new InvalidInputException([ScenarioValidator.Unknown("preset", name, PresetNames)]);

    /// <summary>Loads a preset by its name or a file by its path. A preset goes before a file of the same name.</summary>
    /// <param name="nameOrFile">Name of a preset or path of a YAML file of at most a mebibyte.</param>
    /// <param name="overrides">Texts of the form <c>path=value</c>, applied in order; null: none.</param>
    /// <returns>A valid scenario.</returns>
    /// <exception cref="InvalidInputException">Carries every issue with its place.</exception>
    public LoadedScenario Load(string nameOrFile, IReadOnlyList<string>? overrides = null)
    {
        ArgumentNullException.ThrowIfNull(nameOrFile);
        if (Presets.Value.TryGetValue(nameOrFile, out var preset))
        {
            return Parse(preset, nameOrFile, overrides);
        }

        var text = ReadFile(nameOrFile);
        return Parse(text, nameOrFile, overrides, Path.GetDirectoryName(nameOrFile) ?? string.Empty);
    }

    /// <summary>The hardware of a preset, of a scenario file, or of a file with nothing but chip and rack types.</summary>
    /// <param name="nameOrFile">Name of a preset or path of a YAML file of at most a mebibyte.</param>
    /// <returns>Its types and, for all other names, those that ship.</returns>
    /// <exception cref="InvalidInputException">Carries every issue with its place.</exception>
    public HardwareCatalog LoadHardware(string nameOrFile)
    {
        ArgumentNullException.ThrowIfNull(nameOrFile);
        if (Presets.Value.ContainsKey(nameOrFile))
        {
            return HardwareCatalog.For(Load(nameOrFile).Scenario);
        }

        var text = ReadFile(nameOrFile);
        var (root, problems) = YamlDocumentReader.Read(text, Path.GetFileName(nameOrFile));
        if (root is null || problems.Count > 0)
        {
            throw new InvalidInputException(problems);
        }

        // Only scenarios have a fleet.
        return root is MappingNode mapping && mapping.Find("fleet") is not null
            ? HardwareCatalog.For(Parse(text, nameOrFile).Scenario)
            : HardwareCatalog.Of(root);
    }

    /// <summary>The text of a preset or file, for somebody else to read: see <see cref="Parse"/>.</summary>
    /// <param name="nameOrFile">Name of a preset or path of a YAML file of at most a mebibyte.</param>
    /// <exception cref="InvalidInputException">There is no such preset or file.</exception>
    public static string TextOf(string nameOrFile)
    {
        ArgumentNullException.ThrowIfNull(nameOrFile);
        return Presets.Value.TryGetValue(nameOrFile, out var preset) ? preset : ReadFile(nameOrFile);
    }

    /// <summary>Reads a scenario from a text.</summary>
    /// <param name="text">The YAML text.</param>
    /// <param name="origin">Its name, for messages.</param>
    /// <param name="overrides">Texts of the form <c>path=value</c>, applied in order; null: none.</param>
    /// <param name="baseFolder">What its relative paths are relative to; empty: the working directory.</param>
    /// <returns>A valid scenario.</returns>
    /// <exception cref="InvalidInputException">Carries every issue with its place.</exception>
    public LoadedScenario Parse(
        string text,
        string origin,
        IReadOnlyList<string>? overrides = null,
        string baseFolder = "")
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(origin);
        ArgumentNullException.ThrowIfNull(baseFolder);
        if (text.Length > YamlDocumentReader.MaxBytes)
        {
            throw TooLarge(origin, text.Length);
        }

        var (root, problems) = YamlDocumentReader.Read(text, Path.GetFileName(origin));
        if (root is null)
        {
            throw new InvalidInputException(problems);
        }

        var issues = problems.ToList();
        var original = root;
        root = NodeOverride.ApplyAll(root, overrides ?? [], issues);
        var binding = new BindingRecord();
        var scenario = ScenarioBinder.Bind(root, binding);
        issues.AddRange(binding.All);
        issues.AddRange(ScenarioValidator.Validate(scenario, TraceFormats)
            .Where(issue => !binding.MayEcho(issue.Where))
            .Select(issue => NodeLocator.Locate(root, issue)));
        issues.AddRange(ProvenanceBinder.Check(scenario, original, root));
        return issues.Count == 0
            ? new LoadedScenario(scenario, origin, baseFolder, TraceFormats)
            {
                Values = binding.Values,
                Document = root,
                Provenance =
                [
                    .. scenario.Provenance.SelectMany(entry => entry.Values
                        .Select(path => NodeLocator.Resolve(root, path))
                        .OfType<string>()
                        .Select(path => (path, entry))),
                ],
            }
            : throw new InvalidInputException(issues);
    }

    private static string ReadFile(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);

            // One byte more than allowed tells a file that is too large, also where a device reports no length.
            var buffer = new byte[YamlDocumentReader.MaxBytes + 1];
            var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            if (length > YamlDocumentReader.MaxBytes)
            {
                throw TooLarge(path, Math.Max(length, stream.CanSeek ? stream.Length : 0));
            }

            return Decode(buffer.AsSpan(0, length), path);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException or ArgumentException)
        {
            throw Unreadable(path, "neither a preset nor a file");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw Unreadable(path, $"not readable ({fault.Message})");
        }
    }

    private static string Decode(ReadOnlySpan<byte> bytes, string path)
    {
        var strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        try
        {
            return strict.GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException fault)
        {
            throw new InvalidInputException(
                [new InputIssue(Path.GetFileName(path), $"not UTF-8 text at byte {fault.Index}", "a UTF-8 text")]);
        }
    }

    private static InvalidInputException Unreadable(string path, string actual) => new(
        [
            new InputIssue(
                $"scenario {ScalarNode.Quote(path)}",
                actual,
                $"one of the presets {string.Join(", ", PresetNames)} or the path of a YAML file"),
        ]);

    private static InvalidInputException TooLarge(string origin, long length) => new(
        [new InputIssue(Path.GetFileName(origin), $"{length} bytes long", $"at most {YamlDocumentReader.MaxBytes} bytes long")]);
}
