using System.Diagnostics;
using Orleans.Simulation.Benchmarks.Cases;
using Orleans.Simulation.Benchmarks.Figures;
using Orleans.Simulation.Benchmarks.Playing;

namespace Orleans.Simulation.Benchmarks;

/// <summary>Runs a case in a process of its own, so that memory, compiled code and collector belong to it alone.</summary>
internal static class CaseProcess
{
    /// <summary>Runs a case and waits for its figures.</summary>
    /// <returns>Its figures; null when it failed, having said why.</returns>
    public static async Task<IReadOnlyList<Figure>?> RunAsync(
        IBenchmarkCase each, CaseScale scale, CancellationToken cancellation)
    {
        using var folder = new ScratchFolder();
        var file = folder.FileOf("figures.json");
        using var process = Process.Start(StartInfo(each, scale, file))!;
        try
        {
            // Its table is part of ours; its progress and errors go where ours do.
            await process.StandardOutput.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }

        if (process.ExitCode == 0)
        {
            return BenchmarkReport.Read(file).Figures;
        }

        // One that the system killed, for lack of memory for example, could not say so itself.
        Console.Error.WriteLine($"{each.Name}: its process ended with exit code {process.ExitCode}");
        return null;
    }

    private static ProcessStartInfo StartInfo(IBenchmarkCase each, CaseScale scale, string file)
    {
        // This program is either the process itself or the first argument of dotnet.
        var (host, program) = (Environment.ProcessPath!, Environment.GetCommandLineArgs()[0]);
        var runsUnderDotnet = Path.GetFileNameWithoutExtension(host) == "dotnet";
        string[] arguments = [.. runsUnderDotnet ? [program] : Array.Empty<string>(), "--only", each.Name, "--json", file];
        return new(host, scale.IsQuick ? [.. arguments, "--quick"] : arguments)
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
    }
}
