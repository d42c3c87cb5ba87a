using Orleans.Simulation.EndToEnd.Deploy;
using Orleans.Simulation.EndToEnd.Support;
using YamlDotNet.Core;

namespace Orleans.Simulation.EndToEnd;

/// <summary>
/// Covers: what can be known of <c>src/deploy</c> without Docker and Kubernetes. Nothing here builds an image or starts a
/// container.
/// </summary>
public sealed class DeployTests
{
    [Fact]
    public void Files_AsTheyAre_HaveNoIssue() => Assert.Empty(Issues(DeployFolder.Load()));

    [Theory]
    [InlineData("Dockerfile", "COPY .editorconfig ./", "COPY .editorconfigs ./", "must be in the repository")]
    [InlineData("Dockerfile", "COPY .editorconfig ./\n", "", ".editorconfig before the publication")]
    [InlineData("Dockerfile", "Traces.csproj src/", "Traces.csproj lib/", "Traces.csproj src/Orleans.Simulation.Traces/ before")]
    [InlineData("Dockerfile", "Packages.props global.json", "Packages.props", "COPY global.json before the restore")]
    [InlineData("Dockerfile", "publish src/Orleans.Simulation.Cli", "publish src/Orleans.Simulation.Core", "publish is of")]
    [InlineData("Dockerfile", "--output /app", "--output /out", "COPY --from is /app, must be /out")]
    [InlineData("Dockerfile", "--from=build", "--from=builder", "must be a stage")]
    [InlineData("Dockerfile", "Cli.dll", "Driver.dll", "ENTRYPOINT is")]
    [InlineData("Dockerfile", "CMD [\"silo\"]", "CMD [\"run\"]", "CMD is")]
    [InlineData("Dockerfile", "aspnet:10.0", "aspnet:9.0", "must have the tag of net10.0")]
    [InlineData("Dockerfile", "USER $APP_UID\n", "", "USER is")]
    [InlineData("Dockerfile", "EXPOSE 11111 30000", "EXPOSE 11111 30001", "must hold ORLEANS_SIMULATION_GATEWAY_PORT")]
    [InlineData("Dockerfile", "VOLUME /data", "VOLUME /results", "VOLUME is /results")]
    [InlineData("Dockerfile", "SIMULATION_LISTEN=0.0.0.0", "SIMULATION_LISTEN=127.0.0.1", "listens on 127.0.0.1")]
    [InlineData("Dockerfile", "_GATEWAY_PORT=", "_GATEWAYPORT=", "must be a variable that")]
    [InlineData("Dockerfile", "_HTTP_PORT=8080", "_HTTP_PORT=8081", "port http is 8080")]
    [InlineData("Dockerfile.dockerignore", "!global.json\n", "", "ignores global.json")]
    [InlineData("Dockerfile.dockerignore", "**/obj\n", "", "is without a rule for src/X/obj")]
    [InlineData("README.md", "ORLEANS_SIMULATION_TRACES", "ORLEANS_SIMULATION_TRACE", "must be a variable that a command reads")]
    public void Check_OfABrokenImage_SaysWhatIsWrong(string file, string text, string replacement, string issue) =>
        AssertSaid(file, text, replacement, issue);

    [Theory]
    [InlineData("redis:6379", "redis:6380", "must be at 6380")]
    [InlineData("redis://redis:", "redis://cache:", "must be at the service redis")]
    [InlineData("\"--appendonly\", \"yes\"", "\"--appendonly\", \"no\"", "without an append-only file")]
    [InlineData("127.0.0.1/8080", "127.0.0.1/8081", "healthcheck: is at another port")]
    [InlineData("/health/ready", "/healthz", "healthcheck: is of another path")]
    [InlineData("data:/data\n      - ${TRACES", "data:/cluster\n      - ${TRACES", "without a volume at /data")]
    [InlineData("- data:/data", "- cluster:/data", "must be a volume of the file")]
    [InlineData("/results/rainier", "/rainier", "without a volume at")]
    [InlineData("_TRACES:", "_TRACE:", "silo does not read it")]
    [InlineData("CLUSTER_ID: simulation", "NAME: simulation", "all replicas would have it")]
    [InlineData("command: [\"silo\"]", "command: [\"silos\"]", "is started with silos")]
    [InlineData("${SILOS:-3}", "${SILOS:-1}", "must be at least 2")]
    [InlineData("restart: unless-stopped", "restart: \"no\"", "restart: is no")]
    [InlineData("stop_grace_period: 2m", "init: true", "stop_grace_period: is not set")]
    [InlineData("networks: [cluster]", "networks: [cluster, other]", "must be a network of the file")]
    [InlineData("condition: service_healthy", "condition: service_started", "must be healthy first")]
    [InlineData("context: ../..", "context: .", "must be of src/deploy/Dockerfile")]
    [InlineData("orleans-simulation:0.1.0", "orleans-simulation:latest", "must be orleans-simulation:0.1.0")]
    [InlineData("    restart: \"no\"", "    ports: [\"8080:8080\"]", "ports: is 8080:8080")]
    public void Check_OfABrokenComposeFile_SaysWhatIsWrong(string text, string replacement, string issue) =>
        AssertSaid("compose.yaml", text, replacement, issue);

    [Theory]
    [InlineData("127.0.0.1::8080", "8080:8080", "must be loopback's")]
    [InlineData("127.0.0.1::8080", "127.0.0.1::11111", "must be loopback's")]
    [InlineData("  silo:", "  silos:", "silos: is new")]
    public void Check_OfABrokenComposeOverride_SaysWhatIsWrong(string text, string replacement, string issue) =>
        AssertSaid("compose.dashboard.yaml", text, replacement, issue);

    [Theory]
    [InlineData("silos", "containerPort: 30000", "containerPort: 30001", "port gateway is 30001")]
    [InlineData("silos", "path: /health/ready", "path: /ready", "must be a health path")]
    [InlineData("silos", "path: /health/ready", "path: /health/live", "readinessProbe is of /health/live")]
    [InlineData("silos", "              port: http", "              port: web", "must be at a port of the container")]
    [InlineData(
        "redis",
        "          livenessProbe:\n            tcpSocket:\n              port: redis\n            periodSeconds: 10\n"
            + "            timeoutSeconds: 3\n            failureThreshold: 6\n",
        "",
        "livenessProbe is not set")]
    [InlineData("silos", "mountPath: /data", "mountPath: /cluster", "without a volume at /data")]
    [InlineData("silos", "claimName: orleans-simulation-data", "claimName: data", "must be a PersistentVolumeClaim")]
    [InlineData("silos", "            - name: traces", "            - name: trace", "must be a volume of the pod")]
    [InlineData("silos", "name: POD_IP", "name: POD_ADDRESS", "POD_IP is not the pod's status.podIP")]
    [InlineData("silos", "        orleans/clusterId: simulation\n", "", "label orleans/clusterId is ''")]
    [InlineData("silos", "orleans/clusterId: simulation", "orleans/clusterId: other", "must be in 'other' like the silos")]
    [InlineData("silos", "value: redis://orleans-simulation-redis", "value: redis://redis", "must be at a Service of Redis")]
    [InlineData("silos", "serviceAccountName: orleans-simulation-silo", "serviceAccountName: silo", "must be a ServiceAccount")]
    [InlineData("silos", "enableServiceLinks: false", "enableServiceLinks: true", "enableServiceLinks is not false")]
    [InlineData("silos", "runAsNonRoot: true", "runAsNonRoot: false", "runAsNonRoot is not true")]
    [InlineData("silos", "limits:\n              memory: 4Gi", "limits:\n              cpu: 4", "request or limit of memory")]
    [InlineData("silos", "silo\n        # By these", "silos\n        # By these", "selector is of other labels")]
    [InlineData("silos", "simulation:0.1.0", "simulation:0.2.0", "image is orleans-simulation:0.2.0")]
    [InlineData("silos", "_KUBERNETES", "_K8S", "silo does not read it")]
    [InlineData(
        "silos",
        "maxUnavailable: 1\n  selector:\n    matchLabels:\n      app.kubernetes.io/name: orleans-simulation\n",
        "maxUnavailable: 1\n  selector:\n    matchLabels:\n      app.kubernetes.io/name: other\n",
        "without a PodDisruptionBudget")]
    [InlineData("access", "\"patch\"", "\"delete\"", "may delete, get, list, watch pods")]
    [InlineData("access", "\"pods\"", "\"nodes\"", "may  pods")]
    [InlineData("access", "  - kind: ServiceAccount", "  - kind: User", "may  pods")]
    [InlineData("volumes", "ReadWriteMany", "ReadWriteOnce", "is not a claim of ReadWriteMany")]
    [InlineData("redis", "containerPort: 6379", "containerPort: 6380", "is not at 6379 as its Service says")]
    [InlineData("redis", "-p 6379", "-p 6380", "startupProbe is at another port")]
    [InlineData("redis", "--appendonly", "--append", "without an append-only file")]
    [InlineData("redis", "redis:7.2", "redis:7.0", "as in compose.yaml")]
    [InlineData("network", "component: redis", "component: cache", "silo to redis at 6379 is denied")]
    [InlineData("network", "port: 11111", "port: 11112", "silo to silo at 11111 is denied")]
    [InlineData("network", "port: 6379", "port: 30000", "silo to redis at 30000 is allowed")]
    [InlineData("network", "              app.kubernetes.io/component: driver\n", "", "reader to redis at 6379 is allowed")]
    [InlineData("network", "[\"Ingress\", \"Egress\"]", "[\"Egress\"]", "Ingress is not isolated")]
    [InlineData("kustomization", "  - redis.yaml\n", "", "redis.yaml is only listed or only present")]
    [InlineData("volumes", "name: orleans-simulation-traces", "name: orleans-simulation-data", "again, must be once")]
    [InlineData("access", "metadata:\n", "metadata:\n  namespace: default\n", "is in a namespace")]
    [InlineData("driver/driver", "value: simulation", "value: other", "must be in 'simulation' like the silos")]
    [InlineData("driver/driver", "args: [\"run\"", "args: [\"silo\"", "is started with silo")]
    [InlineData("driver/driver", "mountPath: /results", "mountPath: /output", "without a volume at /results")]
    [InlineData("driver/driver", "      labels:\n", "      labels:\n        orleans/clusterId: simulation\n", "it is no silo")]
    [InlineData("reader/reader", "Token: false", "Token: true", "it asks nothing of Kubernetes")]
    public void Check_OfABrokenManifest_SaysWhatIsWrong(string file, string text, string replacement, string issue) =>
        AssertSaid($"kubernetes/{file}.yaml", text, replacement, issue);

    [Fact]
    public void Load_OfWhatIsNoYamlOrNoManifest_Fails()
    {
        Assert.ThrowsAny<YamlException>(() => DeployFolder.LoadWith("kubernetes/redis.yaml", "kind: Service", "kind: \"Service"));
        Assert.ThrowsAny<YamlException>(
            () => DeployFolder.LoadWith("kubernetes/silos.yaml", "automountServiceAccountToken", "automountServiceToken"));
        Assert.Throws<KeyNotFoundException>(
            () => DeployFolder.LoadWith("kubernetes/silos.yaml", "kind: PodDisruptionBudget", "kind: Budget"));
        Assert.ThrowsAny<YamlException>(() => DeployFolder.LoadWith("compose.yaml", "networks:\n  cluster:", "volumes:"));
    }

    [Theory]
    [InlineData("silo")]
    [InlineData("run")]
    public async Task Help_OfCommand_NamesTheVariablesThatTheFilesMayUse(string command)
    {
        using var workspace = new Workspace();

        var help = await workspace.RunAsync(command, "--help");

        help.AssertExit(0);
        Assert.Superset(SimulationVariables.OfCommand[command].ToHashSet(), SimulationVariables.InHelp(help.Output).ToHashSet());
    }

    [Fact]
    public void Variables_InHelp_AreThoseInBrackets() => Assert.Equal(
        ["ORLEANS_SIMULATION_PORT"],
        SimulationVariables.InHelp("--port <port>  For silos [ORLEANS_SIMULATION_PORT] [default: 11111]\nORLEANS_SIMULATION_X"));

    private static string[] Issues(DeployFolder folder) =>
    [
        .. ImageChecks.Issues(folder),
        .. WorkloadChecks.Issues(folder),
        .. ComposeChecks.Issues(folder),
        .. KubernetesChecks.Issues(folder),
    ];

    private static void AssertSaid(string file, string text, string replacement, string issue) =>
        Assert.Contains(
            Issues(DeployFolder.LoadWith(file, text, replacement)), said => said.Contains(issue, StringComparison.Ordinal));
}
