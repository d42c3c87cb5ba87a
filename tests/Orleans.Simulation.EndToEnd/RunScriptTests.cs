using System.Diagnostics;
using Orleans.Simulation.EndToEnd.Support;

namespace Orleans.Simulation.EndToEnd;

/// <summary>Covers: run.sh, in a copy of the repository's outline and with a dotnet that only notes its calls.</summary>
public sealed class RunScriptTests : IDisposable
{
    private const string Root = "a root";
    private const string Build = "building Orleans.Simulation.Cli ...";

    /// <summary>What the script may use besides dotnet.</summary>
    private static readonly string[] Tools =
        ["bash", "env", "dirname", "grep", "find", "mkdir", "mktemp", "mv", "cat", "rm", "touch"];

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [SkippableFact]
    public async Task Script_WithoutDotnet_SaysWhatToInstall()
    {
        LayOut(withDotnet: false);

        var result = await CallAsync(".", $"{Root}/run.sh", "run");

        result.AssertExit(3).AssertError(".NET 10 SDK");
        Assert.Single(result.Error.TrimEnd('\n').Split('\n'));
        Assert.Empty(result.Output);
    }

    [SkippableFact]
    public async Task Script_WithOlderSdk_SaysWhatToInstall()
    {
        LayOut(withDotnet: true);
        _workspace.Write("sdk", "8.0.404 [/usr/share/dotnet/sdk]\n");

        (await CallAsync(".", $"{Root}/run.sh", "run")).AssertExit(3).AssertError(".NET 10 SDK");
    }

    [SkippableFact]
    public async Task Script_CalledAgain_BuildsOnlyWhatHasChanged()
    {
        LayOut(withDotnet: true);

        (await CallAsync(".", $"{Root}/run.sh", "run")).AssertExit(0).AssertError(Build);
        var again = (await CallAsync(".", $"{Root}/run.sh", "run")).AssertExit(0);
        Assert.Empty(again.Error);

        File.SetLastWriteTimeUtc(_workspace.PathOf($"{Root}/src/Program.cs"), DateTime.UtcNow.AddMinutes(1));
        (await CallAsync(".", $"{Root}/run.sh", "run")).AssertExit(0).AssertError(Build);
    }

    [SkippableTheory]
    [InlineData(".", "a root/run.sh")]
    [InlineData("a root", "./run.sh")]
    [InlineData("a root/src", "../run.sh")]
    [InlineData("elsewhere", "../a root/src/../run.sh")]
    public async Task Script_FromAnyFolder_RunsTheSimulatorThereWithItsArguments(string folder, string script)
    {
        LayOut(withDotnet: true);

        var result = await CallAsync(folder, script, "run", "my scenario.yaml", "--set", "a=b c");

        result.AssertExit(0);
        var program = _workspace.PathOf($"{Root}/artifacts/bin/Orleans.Simulation.Cli/release/Orleans.Simulation.Cli.dll");
        Assert.Equal(
            [Path.GetFullPath(_workspace.PathOf(folder)), program, "run", "my scenario.yaml", "--set", "a=b c"],
            result.Output.TrimEnd('\n').Split('\n'));
    }

    [SkippableFact]
    public async Task Script_WithBench_BuildsAndRunsTheBenchmarks()
    {
        LayOut(withDotnet: true);

        var result = await CallAsync(".", $"{Root}/run.sh", "bench", "--quick");

        result.AssertExit(0).AssertError("building Orleans.Simulation.Benchmarks ...");
        Assert.EndsWith("Orleans.Simulation.Benchmarks.dll\n--quick\n", result.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Script_WithFailingBuild_ShowsItsLogAndBuildsAgain()
    {
        LayOut(withDotnet: true);
        _workspace.Write("fail", "Program.cs(1,1): error CS0000: the reason");

        (await CallAsync(".", $"{Root}/run.sh", "run")).AssertExit(3).AssertError("the reason", "The build failed");
        Assert.Equal(["build.log"], _workspace.EntriesOf($"{Root}/artifacts"));

        File.Delete(_workspace.PathOf("fail"));
        (await CallAsync(".", $"{Root}/run.sh", "run")).AssertExit(0).AssertError(Build);
    }

    [SkippableFact]
    public async Task Script_WhoseSimulatorFails_PassesItsExitCodeOn()
    {
        LayOut(withDotnet: true);
        _workspace.Write("exit", "130");

        (await CallAsync(".", $"{Root}/run.sh", "run")).AssertExit(130);
    }

    /// <summary>Makes the outline of a repository, and a folder of tools that is the whole PATH.</summary>
    private void LayOut(bool withDotnet)
    {
        Skip.If(OperatingSystem.IsWindows(), "needs bash");
        foreach (var file in new[] { "src/Program.cs", "tests/Test.cs", "Directory.Build.props", "global.json", ".editorconfig" })
        {
            _workspace.Write($"{Root}/{file}", string.Empty);
        }

        Directory.CreateDirectory(_workspace.PathOf("elsewhere"));
        File.Copy(Path.Combine(Repository.Root, "run.sh"), _workspace.PathOf($"{Root}/run.sh"));
        Directory.CreateDirectory(_workspace.PathOf("tools"));
        foreach (var tool in Tools)
        {
            string[] places = [$"/usr/bin/{tool}", $"/bin/{tool}"];
            var place = places.FirstOrDefault(File.Exists);
            Skip.If(place is null, $"needs {tool}");
            File.CreateSymbolicLink(_workspace.PathOf($"tools/{tool}"), place);
        }

        if (withDotnet && !OperatingSystem.IsWindows())
        {
            _workspace.Write("sdk", "10.0.401 [/usr/share/dotnet/sdk]\n");
            _workspace.Write("tools/dotnet", $"""
                #!/usr/bin/env bash
                cd_from=$PWD
                cd "{_workspace.Path}"
                case $1 in
                  --list-sdks) cat sdk ;;
                  build) if [[ -f fail ]]; then cat fail; exit 1; fi ;;
                  *) printf '%s\n' "$cd_from" "$@"; if [[ -f exit ]]; then exit "$(cat exit)"; fi ;;
                esac
                """);
            File.SetUnixFileMode(
                _workspace.PathOf("tools/dotnet"), UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        }
    }

    private async Task<CommandResult> CallAsync(string folder, string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(_workspace.PathOf("tools"), "bash"), [script, .. arguments])
        {
            WorkingDirectory = Path.GetFullPath(_workspace.PathOf(folder)),
        };
        start.Environment["PATH"] = _workspace.PathOf("tools");
        using var process = RunningCommand.Start(start);
        return await process.WaitForExitAsync();
    }
}
