using System.Net;
using System.Net.Sockets;
using Orleans.Simulation.Driver.Tests.Telemetry;
using Orleans.Simulation.EndToEnd.Support;

namespace Orleans.Simulation.EndToEnd;

/// <summary>Covers: a silo as a process of its own, what it tells of itself, and what it refuses.</summary>
public sealed class SiloTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Silo_WithHttpPort_TellsItsHealthAndStopsWhenAsked(bool dashboard)
    {
        Skip.If(OperatingSystem.IsWindows(), "needs POSIX signals");
        var httpPort = FreePort.Next();
        string[] options = dashboard ? ["--dashboard"] : [];
        using var silo = await SiloProcess.StartAsync(_workspace, ["--http-port", $"{httpPort}", .. options]);
        using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{httpPort}") };

        Assert.Equal("live", await http.GetStringAsync(new Uri("/health/live", UriKind.Relative)));
        Assert.Equal("ready", await http.GetStringAsync(new Uri("/health/ready", UriKind.Relative)));
        using var page = await http.GetAsync(new Uri("/dashboard/", UriKind.Relative));
        Assert.Equal(dashboard ? HttpStatusCode.OK : HttpStatusCode.NotFound, page.StatusCode);
        var text = await page.Content.ReadAsStringAsync();
        Assert.Equal(dashboard, text.Contains("Orleans Dashboard", StringComparison.Ordinal));

        var result = (await silo.StopAsync()).AssertExit(0);
        Assert.Equal(
            $"silo {silo.Name} of cluster orleans-simulation listens on 127.0.0.1:{silo.Port}, gateway {silo.GatewayPort}\n",
            result.Output);
        Assert.DoesNotContain("no authentication", result.Error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Silo_ThatListensWide_SaysSo()
    {
        Skip.If(OperatingSystem.IsWindows(), "needs POSIX signals");
        using var silo = SiloProcess.Begin(_workspace, "--listen", "0.0.0.0");
        await silo.Command.WaitForOutputAsync($"listens on 0.0.0.0:{silo.Port}");

        (await silo.StopAsync()).AssertExit(0).AssertError("0.0.0.0", "no authentication");
    }

    [SkippableFact]
    public async Task Silo_WithCollector_ExportsMetricsOfSimulationAndOrleans()
    {
        Skip.If(OperatingSystem.IsWindows(), "needs POSIX signals");
        await using var collector = await OtlpCollector.StartAsync();
        using var silo = await SiloProcess.StartAsync(_workspace, "--otlp", $"{collector.Address}under");

        (await silo.StopAsync()).AssertExit(0);

        var metrics = collector.TextOf("/under/v1/metrics");
        Assert.Contains("simulation.speed", metrics, StringComparison.Ordinal);
        Assert.Contains("orleans-catalog-activations", metrics, StringComparison.Ordinal);
        Assert.Contains(silo.Name, metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("orleans-directory-cache-size", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("orleans-messaging-processing-activation-data", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silo_BadOptionsAndVariables_AreRefusedAllAtOnce()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ORLEANS_SIMULATION_CLUSTER"] = "redis://",
            ["ORLEANS_SIMULATION_HTTP_PORT"] = "0",
            ["ORLEANS_SIMULATION_KUBERNETES"] = "maybe",
            ["ORLEANS_SIMULATION_PORT"] = "not read, as there is an option",
            ["ORLEANS_SIMULATION_DATA"] = "",
        };
        using var silo = Simulator.Start(
            _workspace.Path,
            variables,
            "silo", "--port", "12000", "--gateway-port", "12000", "--listen", "here", "--cluster-id", "a b", "--otlp", "ftp://x",
            "--failure-detection", "1s", "--dashboard", "--name", "-");

        var result = (await silo.WaitForExitAsync()).AssertExit(2);

        string[] expected =
        [
            "ORLEANS_SIMULATION_CLUSTER: is \"redis://\", must be redis://HOST:PORT[/DATABASE], or HOST:PORT of a silo",
            "--listen: is \"here\", must be an IP address",
            "ORLEANS_SIMULATION_KUBERNETES: is \"maybe\", must be true or false",
            "--cluster-id: is \"a b\", must be 1 to 63 letters",
            "--name: is \"-\", must be 1 to 253 letters",
            "ORLEANS_SIMULATION_HTTP_PORT: is 0, must be a port from 1 to 65535",
            "--gateway-port: is 12000, must be another port than --port",
            "--otlp: is \"ftp://x/\", must be a URL with http or https",
            "--failure-detection: is 1s, must be from 1.5s to 5m",
        ];
        result.AssertError(expected);
        Assert.Equal(expected.Length, result.Error.TrimEnd().Split('\n').Length);
    }

    [Fact]
    public async Task Silo_DashboardWithoutHttpPort_IsRefused() => (await _workspace.RunAsync("silo", "--dashboard"))
        .AssertExit(2).AssertError("--dashboard: is on, must be off without --http-port");

    [Fact]
    public async Task Silo_KubernetesWithoutRedis_IsRefused() => (await _workspace.RunAsync("silo", "--kubernetes"))
        .AssertExit(2).AssertError("--kubernetes: is on, must be off unless --cluster is a Redis");

    [Theory]
    [InlineData("--port")]
    [InlineData("--gateway-port")]
    [InlineData("--http-port")]
    public async Task Silo_PortInUse_IsRefused(string option)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        await AssertRefusedAsync(
            $"port {port} on 127.0.0.1 is in use: stop what listens there or choose another {option}", option, $"{port}");
    }

    [Fact]
    public async Task Silo_RedisThatDoesNotAnswer_IsRefused()
    {
        var address = $"redis://127.0.0.1:{FreePort.Next()}/3";

        await AssertRefusedAsync($"Redis at {address} does not answer", "--cluster", address);
    }

    [Fact]
    public async Task Silo_PrimaryThatDoesNotAnswer_IsRefused()
    {
        var address = $"127.0.0.1:{FreePort.Next()}";

        await AssertRefusedAsync(
            $"the primary silo at {address} does not answer: start it or correct --cluster", "--cluster", address);
    }

    [Fact]
    public Task Silo_MissingTracesFolder_IsRefused() =>
        AssertRefusedAsync("there is no folder nowhere: make it or correct --traces", "--traces", "nowhere");

    [Fact]
    public Task Silo_DataFolderThatCannotBeWritten_IsRefused()
    {
        _workspace.Write("file", "");

        return AssertRefusedAsync("the folder file/data cannot be written", "--data", "file/data");
    }

    [Fact]
    public Task Silo_AddressOfAnotherMachine_IsRefused() =>
        AssertRefusedAsync("192.0.2.1 is no address of this machine: correct --listen", "--listen", "192.0.2.1");

    private async Task AssertRefusedAsync(string line, params string[] arguments)
    {
        var freePorts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ORLEANS_SIMULATION_PORT"] = $"{FreePort.Next()}",
            ["ORLEANS_SIMULATION_GATEWAY_PORT"] = $"{FreePort.Next()}",
        };
        using var silo = Simulator.Start(_workspace.Path, freePorts, ["silo", .. arguments]);

        var result = (await silo.WaitForExitAsync()).AssertExit(3).AssertError(line);

        Assert.Single(result.Error.TrimEnd().Split('\n'));
    }
}
