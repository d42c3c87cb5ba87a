using Orleans.Runtime;
using Orleans.Simulation.Driver.Hosting;
using Orleans.Simulation.EndToEnd.Support;

namespace Orleans.Simulation.EndToEnd;

/// <summary>Covers: silos that find each other, clients that find them, and a silo that does not answer.</summary>
public sealed class ClusterTests : IDisposable
{
    private const string Id = "orleans-simulation";

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [SkippableFact]
    public async Task Silos_OfOneRedis_FormOneClusterAlsoAfterItsRestart()
    {
        Skip.If(OperatingSystem.IsWindows(), "needs POSIX signals");
        using var redis = await RedisServer.StartAsync();
        string[] options = ["--cluster", redis.Address];
        using var first = SiloProcess.Begin(_workspace, options);
        using var second = SiloProcess.Begin(_workspace, options);
        await Task.WhenAll(first.WaitUntilUpAsync(), second.WaitUntilUpAsync());
        Assert.Equal(Sorted(first.Port, second.Port), await PortsAsync(redis.Address));

        await redis.KillAsync();
        await redis.BeginAsync();

        using var third = await SiloProcess.StartAsync(_workspace, options);
        Assert.Equal(Sorted(first.Port, second.Port, third.Port), await PortsAsync(redis.Address));
        (await first.StopAsync()).AssertExit(0);
        Assert.Equal(Sorted(second.Port, third.Port), await PortsAsync(redis.Address));
    }

    [SkippableFact]
    public async Task Silos_OfOnePrimary_FormOneCluster()
    {
        Skip.If(OperatingSystem.IsWindows(), "needs POSIX signals");
        using var primary = await SiloProcess.StartAsync(_workspace);
        using var second = await SiloProcess.StartAsync(_workspace, "--cluster", $"127.0.0.1:{primary.Port}");

        Assert.Equal(Sorted(primary.Port, second.Port), await PortsAsync($"127.0.0.1:{second.GatewayPort}"));
        (await second.StopAsync()).AssertExit(0);
        (await primary.StopAsync()).AssertExit(0);
    }

    [SkippableFact]
    public async Task Silo_DeclaredDead_EndsAndSaysSo()
    {
        Skip.If(OperatingSystem.IsWindows(), "needs POSIX signals");
        using var redis = await RedisServer.StartAsync();
        string[] options = ["--cluster", redis.Address, "--failure-detection", "2s"];
        using var first = SiloProcess.Begin(_workspace, options);
        using var second = SiloProcess.Begin(_workspace, options);
        using var third = SiloProcess.Begin(_workspace, options);
        await Task.WhenAll(first.WaitUntilUpAsync(), second.WaitUntilUpAsync(), third.WaitUntilUpAsync());

        third.Command.Send(Signal.Stop);

        // One of the two declares it dead and tells the other one.
        var eviction = $"Evicting 'S127.0.0.1:{third.Port}:";
        await first.Command.WaitForAsync(
            "its eviction on standard error", () => first.Command.HasError(eviction) || second.Command.HasError(eviction));
        third.Command.Send(Signal.Continue);

        (await third.Command.WaitForExitAsync()).AssertExit(3).AssertError(
            $"Silo {third.Name} cannot go on: the others have declared it dead, because it did not answer. Start it again.");
        Assert.Equal(Sorted(first.Port, second.Port), await PortsAsync(redis.Address));
    }

    [SkippableFact]
    public async Task Silo_NameThatAnotherHas_IsRefused()
    {
        Skip.If(OperatingSystem.IsWindows(), "needs POSIX signals");
        using var redis = await RedisServer.StartAsync();
        string[] options = ["--cluster", redis.Address, "--failure-detection", "1500ms", "--name", "same"];
        using var first = await SiloProcess.StartAsync(_workspace, options);
        using var second = SiloProcess.Begin(_workspace, options);

        (await second.Command.WaitForExitAsync()).AssertExit(3).AssertError(
            "another silo of cluster orleans-simulation is named same: choose another --name");
    }

    [SkippableFact]
    public async Task Client_OtherClusterId_IsTurnedAway()
    {
        using var redis = await RedisServer.StartAsync();
        using var silo = await SiloProcess.StartAsync(_workspace, "--cluster", redis.Address);
        var gateway = $"127.0.0.1:{silo.GatewayPort}";

        Assert.Equal(
            $"no silo of cluster other is registered at {redis.Address}/0: start one or correct --cluster-id",
            await RefusalAsync(redis.Address, "other"));
        Assert.Equal(
            $"no gateway of cluster other answers at {gateway}: start a silo or correct --cluster or --cluster-id",
            await RefusalAsync(gateway, "other"));
        Assert.Equal([silo.Port], await PortsAsync(gateway));
    }

    [SkippableFact]
    public async Task Client_ClusterWhoseSilosAreGone_IsToldSo()
    {
        using var redis = await RedisServer.StartAsync();
        using (var silo = await SiloProcess.StartAsync(_workspace, "--cluster", redis.Address))
        {
            (await silo.StopAsync()).AssertExit(0);
        }

        Assert.Equal(
            $"no silo of cluster {Id} answers that is registered at {redis.Address}/0: start one or correct --cluster-id",
            await RefusalAsync(redis.Address, Id));
    }

    [Fact]
    public async Task Client_NobodyThere_IsToldSo()
    {
        var address = $"127.0.0.1:{FreePort.Next()}";

        Assert.StartsWith(
            $"Redis at redis://{address}/0 does not answer",
            await RefusalAsync($"redis://{address}", Id),
            StringComparison.Ordinal);
        Assert.StartsWith(
            $"no gateway of cluster {Id} answers at {address}", await RefusalAsync(address, Id), StringComparison.Ordinal);
    }

    private static int[] Sorted(params int[] ports) => [.. ports.Order()];

    /// <summary>Ports of the silos that a client sees.</summary>
    private static async Task<int[]> PortsAsync(string cluster)
    {
        await using var client = await SimulationClient.ConnectAsync(Parse(cluster), Id, Id, CancellationToken.None);
        var hosts = await client.Grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true);
        return Sorted([.. hosts.Keys.Select(silo => silo.Endpoint.Port)]);
    }

    private static async Task<string> RefusalAsync(string cluster, string clusterId)
    {
        var exception = await Assert.ThrowsAsync<ClusterUnavailableException>(
            () => SimulationClient.ConnectAsync(Parse(cluster), clusterId, Id, CancellationToken.None));
        return exception.Message;
    }

    private static ClusterAddress Parse(string text)
    {
        Assert.True(ClusterAddress.TryParse(text, out var address), text);
        return address;
    }
}
