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

    /// <summary>Starts it as if the machine had so little memory, and waits for its end.</summary>
    /// <param name="workingDirectory">Where it runs.</param>
    /// <param name="heap">Bytes that the runtime may use.</param>
    /// <param name="arguments">Its arguments.</param>
    public static async Task<CommandResult> RunInHeapAsync(string workingDirectory, long heap, params string[] arguments)
    {
        var info = Info(workingDirectory, arguments);
        info.Environment["DOTNET_GCHeapHardLimit"] = $"0x{heap:X}";
        using var process = RunningCommand.Start(info);
        return await process.WaitForExitAsync();
    }

    /// <summary>Starts it.</summary>
    public static RunningCommand Start(string workingDirectory, params string[] arguments) =>
        RunningCommand.Start(Info(workingDirectory, arguments));

    /// <summary>Starts it with variables in its environment.</summary>
    public static RunningCommand Start(
        string workingDirectory, IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        var info = Info(workingDirectory, arguments);
        foreach (var (name, value) in variables)
        {
            info.Environment[name] = value;
        }

        return RunningCommand.Start(info);
    }

    private static ProcessStartInfo Info(string workingDirectory, string[] arguments)
    {
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        return new(host, [Program, .. arguments]) { WorkingDirectory = workingDirectory };
    }
}
