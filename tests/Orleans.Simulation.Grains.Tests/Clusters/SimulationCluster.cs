using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Grains.Calls;
using Orleans.Simulation.Grains.Placement;
using Orleans.Simulation.Grains.Silos;
using Orleans.TestingHost;

namespace Orleans.Simulation.Grains.Tests.Clusters;

/// <summary>Silos in this process that can hold a simulation. Calls between them go through the serializer.</summary>
public sealed class SimulationCluster : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;
    private int _runs;

    private SimulationCluster(InProcessTestCluster cluster) => _cluster = cluster;

    /// <summary>Services of the first silo, in which the driver runs.</summary>
    public IServiceProvider FirstSilo => _cluster.GetSiloServiceProvider(_cluster.Silos[0].SiloAddress);

    public IGrainFactory GrainFactory => FirstSilo.GetRequiredService<IGrainFactory>();

    public IReadOnlyList<string> SiloNames => [.. _cluster.Silos.Select(silo => silo.Name)];

    /// <summary>Starts a cluster.</summary>
    /// <param name="silos">How many silos.</param>
    /// <param name="configure">Gets the name of each silo before the simulation is added to it; null: nothing else is.</param>
    public static async Task<SimulationCluster> StartAsync(int silos, Action<string, ISiloBuilder>? configure = null)
    {
        var builder = new InProcessTestClusterBuilder((short)silos);
        builder.Options.ConfigureFileLogging = false;
        builder.Options.InitializeClientOnDeploy = false;
        builder.ConfigureSilo((options, silo) =>
        {
            configure?.Invoke(options.SiloName, silo);
            silo.AddSimulation();
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();

        // A silo that does not know the others yet, or what they can hold, cannot place grains there.
        await Task.WhenAll(cluster.Silos.Select(silo => KnowsAllAsync(silo.ServiceProvider, silos)));
        return new(cluster);
    }

    private static async Task KnowsAllAsync(IServiceProvider silo, int silos)
    {
        await foreach (var members in silo.GetRequiredService<IClusterMembershipService>().MembershipUpdates)
        {
            if (members.Members.Values.Count(member => member.Status == SiloStatus.Active) == silos)
            {
                break;
            }
        }

        await foreach (var manifest in silo.GetRequiredService<IClusterManifestProvider>().Updates)
        {
            if (manifest.Silos.Count == silos)
            {
                break;
            }
        }
    }

    /// <summary>A number that no run of this cluster had before.</summary>
    public int NextRun() => Interlocked.Increment(ref _runs);

    /// <summary>Name of the silo on which a grain is active.</summary>
    public string SiloOf(IAddressable grain) => SiloOf(grain.GetGrainId());

    /// <summary>Name of the silo on which a grain is active.</summary>
    public string SiloOf(GrainId grain)
    {
        var silo = ContextOf(grain).Address.SiloAddress;
        return _cluster.Silos.Single(handle => handle.SiloAddress.Equals(silo)).Name;
    }

    /// <summary>Has a grain forget its state, and waits until it has.</summary>
    public async Task DropAsync(IAddressable grain)
    {
        var context = ContextOf(grain.GetGrainId());
        context.Deactivate(new(DeactivationReasonCode.ApplicationRequested, "The test drops its state."), CancellationToken.None);
        await context.Deactivated;
    }

    /// <summary>Begins a run without a driver: the silos know where its grains go, none of which exists yet.</summary>
    public async Task<int> JoinAsync(FleetPlan plan)
    {
        var topology = RunTopology.For(NextRun(), plan, SiloNames);
        await Task.WhenAll(SiloNames.Select(name => GrainFactory.GetGrain<ISiloGrain>(name).Join(topology)));
        return topology.Run;
    }

    /// <summary>The grain of a type at a place in a run.</summary>
    public TGrain Grain<TGrain>(int run, int dataCenter = 0, int rack = 0, int slot = 0)
        where TGrain : IGrainWithIntegerKey =>
        GrainFactory.GetGrain<TGrain>(new GrainKey(run, dataCenter, rack, slot).Value);

    private IGrainContext ContextOf(GrainId grain) => _cluster.TryGetGrainContext(grain, out var context)
        ? context!
        : throw new InvalidOperationException($"{grain} is not active on any silo.");

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();
}
