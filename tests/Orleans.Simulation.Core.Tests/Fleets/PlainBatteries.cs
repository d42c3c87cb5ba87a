using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Fleets;

/// <summary>Batteries of a data center's first cause as a loop over the strikes that are drawn, up to the end of a run.</summary>
internal sealed class PlainBatteries
{
    /// <summary>Goes through all dips of a data center.</summary>
    public PlainBatteries(DataCenterPlan plan, VirtualTime end)
    {
        var cause = plan.Failures.Components[0];
        var (full, recharge) = ((Int128)cause.Batteries!.RideThrough.Microseconds, (Int128)cause.Batteries.Recharge.Microseconds);
        var (charge, over) = (full, VirtualTime.Zero);
        foreach (var (number, time) in DipDraws.Strikes(plan).TakeWhile(time => time <= end).Index())
        {
            if (number > 0 && time <= over)
            {
                continue;
            }

            charge = Int128.Min(full, charge + ((time - over).Microseconds * full / recharge));
            var length = DipDraws.LengthOf(plan, number);
            var empty = time + new VirtualDuration((long)charge);
            over = time + length;
            Dips++;
            Times.Add((time, VirtualTime.Min(end, VirtualTime.Min(empty, over))));
            if (over <= empty)
            {
                Bridged += over <= end ? 1 : 0;
            }
            else if (empty <= end)
            {
                var noticed = VirtualTime.Min(over, empty + (cause.Detection ?? plan.Failures.Detection));
                Outages.Add((empty, noticed <= end ? noticed : null, noticed <= end ? over : null));
            }

            charge = Int128.Max(0, charge - length.Microseconds);
        }
    }

    /// <summary>Dips that begin.</summary>
    public int Dips { get; }

    /// <summary>Dips that are over with charge left, or just none.</summary>
    public int Bridged { get; }

    /// <summary>From when to when the data center is on batteries.</summary>
    public List<(VirtualTime From, VirtualTime To)> Times { get; } = [];

    /// <summary>When everything goes down, when that is noticed, and when it works again.</summary>
    public List<(VirtualTime Failed, VirtualTime? Detected, VirtualTime? Repaired)> Outages { get; } = [];
}
