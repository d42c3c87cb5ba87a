using Orleans.Simulation.Core.Random;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Racks;

/// <summary>When the components of a rack will fail: those of its hosts and its own.</summary>
/// <remarks>
/// Components are counted cause by cause in the order of the plan, hosts in order within a cause. Other causes than those of
/// hosts and racks have none here. A component that is down has no clock until it is renewed.
/// </remarks>
internal sealed class ComponentClocks
{
    private readonly RackPlan _plan;
    private readonly RandomStream _stream;
    private readonly (int Cause, int Unit)[] _components;
    private readonly ComponentSnapshot[] _clocks;

    /// <summary>Makes the clocks of components that are all new.</summary>
    public ComponentClocks(RackPlan plan)
    {
        _plan = plan;
        _stream = new(plan.Seed, RandomPurpose.ComponentFailure);
        _components = [.. plan.ComponentsInOrder()];
        _clocks = new ComponentSnapshot[_components.Length];
        for (var component = 0; component < _clocks.Length; component++)
        {
            _clocks[component] = new(Draw(component, VirtualTime.Zero, 0), 0);
        }
    }

    /// <summary>Makes the clocks as they were at a checkpoint.</summary>
    public ComponentClocks(RackPlan plan, IReadOnlyList<ComponentSnapshot> saved)
    {
        _plan = plan;
        _stream = new(plan.Seed, RandomPurpose.ComponentFailure);
        _components = [.. plan.ComponentsInOrder()];
        _clocks = [.. saved];
    }

    /// <summary>When the next component fails.</summary>
    public VirtualTime Next { get; private set; }

    /// <summary>Says all that the clocks know.</summary>
    public ComponentSnapshot[] Save() => [.. _clocks];

    /// <summary>Finds out when the next component fails.</summary>
    public void Refresh() => Next = _clocks.Length == 0 ? VirtualTime.Never : _clocks.Min(clock => clock.FailsAt);

    /// <summary>Takes the failures up to an instant, in the order of the components.</summary>
    public IReadOnlyList<ComponentFailure> TakeDue(VirtualTime horizon)
    {
        if (Next > horizon)
        {
            return [];
        }

        var failures = new List<ComponentFailure>();
        for (var component = 0; component < _clocks.Length; component++)
        {
            var (failsAt, failed) = _clocks[component];
            if (failsAt <= horizon)
            {
                failures.Add(new(component, failsAt, failed));
                _clocks[component] = new(VirtualTime.Never, failed + 1);
            }
        }

        Refresh();
        return failures;
    }

    /// <summary>A component is as good as new.</summary>
    /// <exception cref="SimulationFaultException">It has not failed.</exception>
    public void Renew(int component, VirtualTime time)
    {
        var (failsAt, failed) = _clocks[component];
        if (!failsAt.IsNever)
        {
            throw new SimulationFaultException(
                $"component {component} of rack {_plan.Rack} in {_plan.DataCenter} is renewed at {time} and has not failed");
        }

        _clocks[component] = new(Draw(component, time, failed), failed);
        Refresh();
    }

    private VirtualTime Draw(int component, VirtualTime since, int failed)
    {
        var (cause, unit) = _components[component];
        var slot = unit * _plan.ChipsPerHost;
        var uniform = _stream.Uniform(((long)cause << 40) | (_plan.FirstChip + slot), (uint)failed);
        var kind = _plan.Components[cause];
        return since + WeibullDistribution.Draw(_plan.MeanTimeToFailureOf(kind, slot), kind.Shape, uniform);
    }
}

/// <summary>One component at a checkpoint.</summary>
/// <param name="FailsAt">When it will fail; <see cref="VirtualTime.Never"/>: it is down.</param>
/// <param name="Failures">Failures so far: addresses its next draw.</param>
public readonly record struct ComponentSnapshot(VirtualTime FailsAt, int Failures);
