using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Simulation.Grains.Placement;
using Orleans.Simulation.Grains.Silos;

namespace Orleans.Simulation.Driver.Clusters;

/// <summary>The silos of a cluster as a run needs them: enough of them, of one version, and none lost on the way.</summary>
/// <param name="silo">Services of the silo that this is asked on.</param>
internal sealed class ClusterMembers(IServiceProvider silo)
{
    private readonly IClusterMembershipService _membership = silo.GetRequiredService<IClusterMembershipService>();
    private readonly IGrainFactory _grains = silo.GetRequiredService<IGrainFactory>();
    private readonly SiloFacts _facts = silo.GetRequiredService<SiloFacts>();
    private readonly SiloAddress _own = silo.GetRequiredService<ILocalSiloDetails>().SiloAddress;

    /// <summary>Waits until enough silos of this version are active, this one among them.</summary>
    /// <param name="needed">How many are enough.</param>
    /// <param name="patience">How long it waits.</param>
    /// <param name="waiting">Hears what it waits for, when that changes.</param>
    /// <param name="cancellation">Gives it up.</param>
    /// <returns>The silos, by name.</returns>
    /// <exception cref="TooFewSilosException">There are still too few.</exception>
    public async Task<IReadOnlyList<ClusterMember>> WaitForAsync(
        int needed, TimeSpan patience, Action<string> waiting, CancellationToken cancellation)
    {
        var (clock, said) = (Stopwatch.StartNew(), string.Empty);
        while (true)
        {
            var (usable, others) = await SortAsync(cancellation);
            if (usable.Count >= needed && usable.Any(member => member.Address.Equals(_own)))
            {
                return [.. usable.OrderBy(member => member.Name, StringComparer.Ordinal)];
            }

            var what = $"{usable.Count} of {needed} silos are there{others}";
            if (what != said)
            {
                waiting(said = what);
            }

            if (clock.Elapsed >= patience)
            {
                throw new TooFewSilosException(
                    $"after {patience.TotalSeconds:0} s {what}: start more silos, or ask for fewer with --silos-needed, and resume");
            }

            await Task.Delay(Interval, cancellation);
        }
    }

    /// <summary>Watches some silos until one of them is lost.</summary>
    /// <param name="members">The silos.</param>
    /// <param name="lost">Hears the name of the silo, once.</param>
    /// <param name="cancellation">Ends the watch.</param>
    public async Task WatchAsync(IReadOnlyList<ClusterMember> members, Action<string> lost, CancellationToken cancellation)
    {
        try
        {
            await foreach (var snapshot in _membership.MembershipUpdates.WithCancellation(cancellation))
            {
                var gone = members.FirstOrDefault(member => snapshot.GetSiloStatus(member.Address) != SiloStatus.Active);
                if (gone is not null)
                {
                    lost(gone.Name);
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody wants to know any more.
        }
    }

    /// <summary>How often silos are counted while there are too few: they need seconds to start.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>Tells the active silos that can be used from those that cannot, and says why.</summary>
    /// <remarks>
    /// This silo is not asked: right after its start, calls to its own grains may still go by way of one that has just died, and a
    /// silo that takes no part in a run cannot drive it.
    /// </remarks>
    private async Task<(IReadOnlyList<ClusterMember> Usable, string Others)> SortAsync(CancellationToken cancellation)
    {
        var (usable, others) = (new List<ClusterMember>(), string.Empty);
        var active = SiloNames.Active(_membership.CurrentSnapshot);
        foreach (var (name, address) in active.OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            try
            {
                var facts = address.Equals(_own) ? _facts : await _grains.GetGrain<ISiloGrain>(name).Describe().WaitAsync(Answer, cancellation);
                if (facts.Version == _facts.Version)
                {
                    usable.Add(new(name, address));
                }
                else
                {
                    others += $"; {name} runs version {facts.Version} and the run {_facts.Version}: "
                        + "all silos of a cluster must run the same";
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !cancellation.IsCancellationRequested)
            {
                others += $"; {name} does not answer";
            }
        }

        return (usable, others);
    }

    /// <summary>How long a silo may take to say what it is.</summary>
    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(5);
}

/// <summary>An active silo.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Its address, which is another one after a restart.</param>
internal sealed record ClusterMember(string Name, SiloAddress Address);

/// <summary>There are fewer silos than a run needs.</summary>
internal sealed class TooFewSilosException(string message) : Exception(message);
