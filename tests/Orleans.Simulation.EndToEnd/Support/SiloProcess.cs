namespace Orleans.Simulation.EndToEnd.Support;

/// <summary>A silo that runs as a process on free ports of loopback. Disposing kills it.</summary>
public sealed class SiloProcess : IDisposable
{
    private SiloProcess(RunningCommand command, string name, int port, int gatewayPort) =>
        (Command, Name, Port, GatewayPort) = (command, name, port, gatewayPort);

    /// <summary>The process.</summary>
    public RunningCommand Command { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its port for other silos.</summary>
    public int Port { get; }

    /// <summary>Its port for clients.</summary>
    public int GatewayPort { get; }

    /// <summary>Starts one and waits until it is up.</summary>
    public static async Task<SiloProcess> StartAsync(Workspace workspace, params string[] arguments)
    {
        var silo = Begin(workspace, arguments);
        try
        {
            await silo.WaitUntilUpAsync();
            return silo;
        }
        catch
        {
            silo.Dispose();
            throw;
        }
    }

    /// <summary>Starts one.</summary>
    public static SiloProcess Begin(Workspace workspace, params string[] arguments)
    {
        var (port, gatewayPort) = (FreePort.Next(), FreePort.Next());
        var command = Simulator.Start(
            workspace.Path, ["silo", "--port", $"{port}", "--gateway-port", $"{gatewayPort}", .. arguments]);
        return new(command, $"silo-{port}", port, gatewayPort);
    }

    /// <summary>Waits until it says that it is up.</summary>
    public Task WaitUntilUpAsync() => Command.WaitForOutputAsync($"listens on 127.0.0.1:{Port}, gateway {GatewayPort}");

    /// <summary>Asks it to stop and waits for its end.</summary>
    public Task<CommandResult> StopAsync()
    {
        Command.Send(Signal.Terminate);
        return Command.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public void Dispose() => Command.Dispose();
}
