using Microsoft.Extensions.Hosting;

namespace Orleans.Simulation.Driver.Hosting;

/// <summary>Leaves signals to the process: the silo or client in it stops when the process says so.</summary>
internal sealed class EmbeddedLifetime : IHostLifetime
{
    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
