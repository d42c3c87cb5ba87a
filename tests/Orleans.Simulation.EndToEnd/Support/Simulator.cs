using System.Diagnostics;

namespace Orleans.Simulation.EndToEnd.Support;

/// <summary>Starts the command line of the simulator as a process, the way a user does.</summary>
public static class Simulator
{
    /// <summary>Names of the engines.</summary>
    public static readonly TheoryData<string> Engines = ["orleans", "reference"];

    internal static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Orleans.Simulation.Cli.dll");

    /// <summary>Starts it and waits for its end.</summary>
    public static async Task<CommandResult> RunAsync(string workingDirectory, params string[] arguments)
    {
        using var process = Start(workingDirectory, arguments);
        return await process.WaitForExitAsync();
    }

    /// <summary>Starts it.</summary>
    public static RunningCommand Start(string workingDirectory, params string[] arguments)
    {
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        return RunningCommand.Start(new ProcessStartInfo(host, [Program, .. arguments]) { WorkingDirectory = workingDirectory });
    }
}
