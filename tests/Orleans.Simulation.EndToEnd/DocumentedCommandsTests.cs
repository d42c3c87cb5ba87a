using System.Text.RegularExpressions;
using Orleans.Simulation.EndToEnd.Support;

namespace Orleans.Simulation.EndToEnd;

/// <summary>Covers: commands that the documentation tells people to type.</summary>
public sealed partial class DocumentedCommandsTests : IDisposable
{
    private static readonly string[] OwnCommands = ["bench", "swarm", "test"];

    private static readonly string[] Commands =
    [
        "run", "replay", "resume", "compare", "diverge", "verify", "silo", "runs", "status", "attach", "cancel", "scenarios", "describe",
        "catalog list", "catalog show", "catalog compare",
    ];

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [SkippableTheory]
    [InlineData("README.md")]
    [InlineData("tests/README.md")]
    public async Task Commands_InDocument_HaveNamesAndOptionsThatExist(string document)
    {
        var file = Path.Combine(Repository.Root, document);
        Skip.IfNot(File.Exists(file), $"{document} does not exist yet");
        var commands = CommandsIn(await File.ReadAllTextAsync(file));
        Skip.If(commands.Count == 0, $"{document} shows no command that starts with ./run.sh");
        var help = await HelpAsync(Commands);

        Assert.All(commands, command => AssertKnown(command, help));
    }

    [Theory]
    [InlineData("./run.sh run rainier --set fleet.chips=1024 --out x", true)]
    [InlineData("./run.sh replay trace.csv --nodes 12x8 --policy sjf", true)]
    [InlineData("./run.sh", true)]
    [InlineData("./run.sh --help", true)]
    [InlineData("./run.sh bench --quick", true)]
    [InlineData("./run.sh run rainier --cluster redis://localhost:6379 --out here", true)]
    [InlineData("./run.sh silo --cluster redis://localhost:6379 --data /tmp/fleet", true)]
    [InlineData("./run.sh resume here --silos 3", true)]
    [InlineData("./run.sh swarm --seeds 25", true)]
    [InlineData("./run.sh silo --clusters redis://localhost:6379", false)]
    [InlineData("./run.sh run rainer", false)]
    [InlineData("./run.sh run rainier --nodes 12x8", false)]
    [InlineData("./run.sh replay trace.csv --set a=b", false)]
    [InlineData("./run.sh resume here --engine reference", true)]
    [InlineData("./run.sh resume here --seed 1", false)]
    [InlineData("./run.sh diverge one two", true)]
    [InlineData("./run.sh run training-flops --bounds --out here", true)]
    [InlineData("./run.sh compare one two three --csv", true)]
    [InlineData("./run.sh compare one --bounds", false)]
    [InlineData("./run.sh describe rainier --json", true)]
    [InlineData("./run.sh describe rainer", false)]
    [InlineData("./run.sh catalog show h100 --json", true)]
    [InlineData("./run.sh catalog list --seed 1", false)]
    [InlineData("./run.sh catalog sell h100", false)]
    [InlineData("./run.sh simulate", false)]
    public async Task Check_OfCommand_TellsKnownFromUnknown(string line, bool isKnown)
    {
        var command = Assert.Single(CommandsIn($"Type\n\n```sh\n{line} # as shown\n```\n"));
        var help = await HelpAsync(Commands);

        var failure = Record.Exception(() => AssertKnown(command, help));

        Assert.Equal(isKnown, failure is null);
    }

    private static void AssertKnown(string[] command, Dictionary<string, string> help)
    {
        var name = command.FirstOrDefault() ?? "run";
        if (OwnCommands.Contains(name) || name == "--help")
        {
            return;
        }

        name = name == "catalog" && command.Length > 1 ? $"{name} {command[1]}" : name;
        Assert.True(help.ContainsKey(name), $"Unknown command {name} in {string.Join(' ', command)}");
        foreach (var option in command.Where(word => word.StartsWith('-')))
        {
            var isListed = Regex.IsMatch(
                help[name], $@"^ .*{Regex.Escape(option)}(?![\w-])", RegexOptions.Multiline, TimeSpan.FromSeconds(1));
            Assert.True(isListed, $"Unknown option {option} in {string.Join(' ', command)}");
        }

        if (name is "run" or "describe" && command.Length > 1 && PlainName().IsMatch(command[1]))
        {
            Assert.True(
                PresetsIn(help[name]).Contains(command[1], StringComparer.Ordinal),
                $"Unknown scenario {command[1]} in {string.Join(' ', command)}");
        }
    }

    private static string[] PresetsIn(string help) =>
        BuiltIn().Match(help) is { Success: true } match
            ? match.Groups["names"].Value.Split(", ")
            : throw new InvalidOperationException($"The help does not name the built-in scenarios:\n{help}");

    /// <summary>The words after <c>./run.sh</c> of every such line in a fenced block of shell.</summary>
    private static List<string[]> CommandsIn(string markdown) =>
    [
        .. ShellBlock().Matches(markdown.ReplaceLineEndings("\n"))
            .SelectMany(block => block.Groups["text"].Value.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n'))
            .Select(line => Comment().Replace(line, string.Empty).Trim().TrimStart('$', ' '))
            .Where(line => line == "./run.sh" || line.StartsWith("./run.sh ", StringComparison.Ordinal))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..]),
    ];

    private async Task<Dictionary<string, string>> HelpAsync(params string[] commands)
    {
        var help = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var command in commands)
        {
            help[command] = (await _workspace.RunAsync([.. command.Split(' '), "--help"])).AssertExit(0).Output;
        }

        return help;
    }

    [GeneratedRegex(
        @"^ *```(sh|bash)\b[^\n]*\n(?<text>.*?)^ *```",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex ShellBlock();

    [GeneratedRegex(@"(^|\s)#.*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_-]*$", RegexOptions.None, 1000)]
    private static partial Regex PlainName();

    [GeneratedRegex(@"name of a built-in scenario: (?<names>[^.]+)\.", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BuiltIn();
}
