using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;
using Orleans.Simulation.Core;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Engines;
using Orleans.Simulation.Driver.Hosting;
using Orleans.Simulation.Driver.Tests.Runs;

namespace Orleans.Simulation.Driver.Tests.Hosting;

/// <summary>The silo that the command line starts: real endpoints, the production grain directory.</summary>
public sealed class SimulationSiloTests : IAsyncLifetime
{
    private IHost? _silo;

    public async Task InitializeAsync() => _silo = await SimulationSilo.StartAsync(_ => { }, CancellationToken.None);

    public async Task DisposeAsync()
    {
        await _silo!.StopAsync();
        _silo.Dispose();
    }

    [Fact]
    public async Task Silo_RunsOneAfterTheOther_GivesTheResultsOfTheReferenceBothTimes()
    {
        var expected = await Played.OnAsync(engine: null, FailingFleet.Specification);

        var first = await Played.OnAsync(new OrleansEngine(_silo!.Services, run: 0), FailingFleet.Specification);
        var second = await Played.OnAsync(new OrleansEngine(_silo.Services, run: 65_535), FailingFleet.Specification);

        Assert.Equal(expected.Hash, first.Hash);
        Assert.Equal(expected.Hash, second.Hash);
    }

    [Fact]
    public async Task Silo_RunNumberUsedTwice_IsRefused()
    {
        await Played.OnAsync(new OrleansEngine(_silo!.Services, run: 1), FailingFleet.Specification);

        var fault = await Assert.ThrowsAsync<SimulationFaultException>(
            () => Played.OnAsync(new OrleansEngine(_silo.Services, run: 1), FailingFleet.Specification));

        Assert.StartsWith("fleet run 1,", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silo_CollectsIdleActivations_KeepsThoseOfTheRun()
    {
        var engine = new OrleansEngine(_silo!.Services, run: 2);
        var fleet = FailingFleet.Specification.Fleet;
        await engine.BeginAsync(fleet, CancellationToken.None);
        await engine.AdvanceAsync(new(VirtualTime.FromSeconds(100), [], IsLastArrival: false));

        var management = _silo.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0);
        await management.ForceActivationCollection(TimeSpan.Zero);

        var reply = await engine.AdvanceAsync(new(VirtualTime.FromSeconds(2_401), [], IsLastArrival: true));
        Assert.Equal(fleet.End, reply.End);
    }
}
