using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Scenarios.Loading;

namespace Orleans.Simulation.Scenarios.Tests;

/// <summary>Every file <c>BadInput/NAME.yaml</c> must give exactly the issues of <c>NAME.txt</c>.</summary>
/// <remarks>Leading comments <c># --set path=value</c> are applied as overrides.</remarks>
public sealed class BadInputTests
{
    private const string OverrideComment = "# --set ";

    public static TheoryData<string> Names()
    {
        var names = new TheoryData<string>();
        foreach (var file in Directory.EnumerateFiles(Folder, "*.yaml").Order(StringComparer.Ordinal))
        {
            names.Add(Path.GetFileNameWithoutExtension(file));
        }

        return names;
    }

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "BadInput");

    [Theory]
    [MemberData(nameof(Names))]
    public void BadInput_Loaded_GivesExpectedIssues(string name)
    {
        var file = Path.Combine(Folder, $"{name}.yaml");
        var overrides = File.ReadLines(file)
            .TakeWhile(line => line.StartsWith(OverrideComment, StringComparison.Ordinal))
            .Select(line => line[OverrideComment.Length..])
            .ToList();

        var fault = Assert.Throws<InvalidInputException>(() => new ScenarioLoader().Load(file, overrides).Compile());

        var actual = string.Join('\n', fault.Issues) + "\n";
        var golden = Path.Combine(Folder, $"{name}.txt");
        var expected = File.Exists(golden) ? File.ReadAllText(golden) : string.Empty;
        Assert.True(expected == actual, $"{name}: expected\n{expected}\nbut was\n{actual}");
    }

    [Fact]
    public void Folder_Always_HasOneGoldenFileForEveryInput()
    {
        var inputs = Directory.EnumerateFiles(Folder, "*.yaml").Select(Path.GetFileNameWithoutExtension);
        var goldens = Directory.EnumerateFiles(Folder, "*.txt").Select(Path.GetFileNameWithoutExtension);

        Assert.Equal(inputs.Order(StringComparer.Ordinal), goldens.Order(StringComparer.Ordinal));
    }
}
