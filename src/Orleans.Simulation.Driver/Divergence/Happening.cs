using System.Globalization;
using System.Numerics;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Driver.Divergence;

/// <summary>A command to chips of a rack, or a failure of one of its chips.</summary>
/// <param name="Time">When.</param>
/// <param name="DataCenter">Index of the data center.</param>
/// <param name="Rack">Index of the rack in it.</param>
/// <param name="What">What happens, and to which chips.</param>
internal sealed record Happening(VirtualTime Time, int DataCenter, int Rack, string What)
{
    /// <summary>Describes a command.</summary>
    public static Happening Of(int dataCenter, int rack, in RackCommand command)
    {
        var verb = command.Kind switch
        {
            RackCommandKind.Start => "starts on",
            RackCommandKind.Complete => "completes on",
            _ => "is interrupted on",
        };
        var chips = Slots(command.Word * RackCommand.SlotsPerWord, command.Mask);
        var what = command.Kind switch
        {
            RackCommandKind.Repair => $"{chips} repaired",
            RackCommandKind.Outage => $"{chips} down with what they hang on",
            RackCommandKind.Restore => $"{chips} up with what they hang on",
            RackCommandKind.Speed => string.Create(CultureInfo.InvariantCulture, $"{chips} work at speed level {command.Job}"),
            RackCommandKind.Renew => string.Create(CultureInfo.InvariantCulture, $"component {command.Job} repaired"),
            _ => string.Create(CultureInfo.InvariantCulture, $"job {command.Job} {verb} {chips}"),
        };
        return new(command.Time, dataCenter, rack, what);
    }

    /// <summary>Describes a failure.</summary>
    public static Happening Of(int dataCenter, int rack, ChipFailure failure) => new(
        failure.Time,
        dataCenter,
        rack,
        string.Create(CultureInfo.InvariantCulture, $"chip {failure.Slot} fails of cause {failure.Cause}"));

    private static string Slots(int first, ulong mask)
    {
        var ranges = new List<string>();
        for (var rest = mask; rest != 0;)
        {
            var from = BitOperations.TrailingZeroCount(rest);
            var length = BitOperations.TrailingZeroCount(~(rest >> from));
            ranges.Add(length == 1
                ? string.Create(CultureInfo.InvariantCulture, $"{first + from}")
                : string.Create(CultureInfo.InvariantCulture, $"{first + from}-{first + from + length - 1}"));
            rest = from + length >= RackCommand.SlotsPerWord ? 0 : rest & (ulong.MaxValue << (from + length));
        }

        return $"{(BitOperations.PopCount(mask) == 1 ? "chip" : "chips")} {string.Join(", ", ranges)}";
    }
}
