using System.Numerics;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Scheduling;

namespace Orleans.Simulation.Core.DataCenters;

/// <summary>The chips of a data center that are down: by their own failure, or because something that they hang on is.</summary>
/// <remarks>Failures nest: a chip works again when all that keeps it down is repaired.</remarks>
internal sealed class DownChips
{
    private readonly Dictionary<(int Rack, byte Word), Word> _words = [];

    /// <summary>How many of some chips are down without anybody knowing.</summary>
    public int CountUnknownAmong(IReadOnlyList<ChipSet> chips)
    {
        var count = 0;
        for (var index = 0; _words.Count > 0 && index < chips.Count; index++)
        {
            var (rack, word, mask) = chips[index];
            count += _words.TryGetValue((rack, word), out var down) ? BitOperations.PopCount(mask & down.Any & ~down.Known) : 0;
        }

        return count;
    }

    /// <summary>Those of some chips that are out of service: known to be down, or taken out for good.</summary>
    public IReadOnlyList<ChipSet> OutOfServiceAmong(IReadOnlyList<ChipSet> chips) =>
        [.. chips.Select(some => some with { Mask = some.Mask & OutOfService(some) }).Where(some => some.Mask != 0)];

    /// <summary>Whether any of some chips is taken out of service for good.</summary>
    public bool IsAnyEvicted(IReadOnlyList<ChipSet> chips) =>
        chips.Any(some => _words.TryGetValue((some.Rack, some.Word), out var word) && (some.Mask & word.Evicted) != 0);

    /// <summary>Something strikes chips.</summary>
    /// <param name="chips">Chips of one word of a rack.</param>
    /// <param name="isOwn">Whether they fail themselves, rather than what they hang on.</param>
    /// <returns>Those that were up, and those on which no outage lay.</returns>
    public (ulong Fell, ulong FirstOutage) Strike(ChipSet chips, bool isOwn)
    {
        var word = At(chips);
        var up = chips.Mask & ~word.Any;
        if (isOwn)
        {
            word.Own |= chips.Mask;
            return (up, 0);
        }

        var first = chips.Mask & ~word.Out;
        Word.Change(word.Outages, chips.Mask, 1);
        word.Out |= chips.Mask;
        return (up, first);
    }

    /// <summary>What struck chips is noticed.</summary>
    /// <returns>Those that nothing was known of.</returns>
    public ulong Notice(ChipSet chips)
    {
        var word = At(chips);
        var first = chips.Mask & ~word.Known;
        Word.Change(word.Notices, chips.Mask, 1);
        word.Known |= chips.Mask;
        return first;
    }

    /// <summary>Chips are taken out of service for good, whether they are down or not.</summary>
    public void Evict(ChipSet chips) => At(chips).Evicted |= chips.Mask;

    /// <summary>Which of some chips are still in service, apart from failures.</summary>
    public ChipSet InService(ChipSet chips) =>
        _words.TryGetValue((chips.Rack, chips.Word), out var word) ? chips with { Mask = chips.Mask & ~word.Evicted } : chips;

    /// <summary>What struck chips, and was noticed, is repaired.</summary>
    /// <param name="chips">Chips of one word of a rack.</param>
    /// <param name="isOwn">Whether they had failed themselves.</param>
    /// <returns>
    /// Those that are up again, those on which no outage lies any more, those of which nothing is known any more.
    /// </returns>
    public (ulong Rose, ulong LastOutage, ulong LastNotice) Repair(ChipSet chips, bool isOwn)
    {
        var word = At(chips);
        var noticesLeft = Word.Change(word.Notices, chips.Mask, -1);
        var outagesLeft = isOwn ? chips.Mask : Word.Change(word.Outages, chips.Mask, -1);
        word.Known &= noticesLeft | ~chips.Mask;
        word.Own &= isOwn ? ~chips.Mask : ulong.MaxValue;
        word.Out &= outagesLeft | ~chips.Mask;
        var (rose, unknown) = (chips.Mask & ~word.Any, chips.Mask & ~word.Known);
        if ((word.Any | word.Evicted) == 0)
        {
            _words.Remove((chips.Rack, chips.Word));
        }

        return (rose, isOwn ? 0 : chips.Mask & ~outagesLeft, unknown);
    }

    private ulong OutOfService(ChipSet chips) =>
        _words.TryGetValue((chips.Rack, chips.Word), out var word) ? word.Known | word.Evicted : 0;

    private Word At(ChipSet chips)
    {
        if (!_words.TryGetValue((chips.Rack, chips.Word), out var word))
        {
            word = new();
            _words.Add((chips.Rack, chips.Word), word);
        }

        return word;
    }

    /// <summary>64 slots of a rack, with how often each is struck by outages and how much of what struck it is noticed.</summary>
    private sealed class Word
    {
        public readonly ushort[] Outages = new ushort[RackCommand.SlotsPerWord];
        public readonly ushort[] Notices = new ushort[RackCommand.SlotsPerWord];
        public ulong Own;
        public ulong Out;
        public ulong Known;
        public ulong Evicted;

        public ulong Any => Own | Out;

        /// <summary>Counts up or down for some slots.</summary>
        /// <returns>Those of them for which the count is not zero now.</returns>
        public static ulong Change(ushort[] counts, ulong slots, int by)
        {
            var left = 0UL;
            for (; slots != 0; slots &= slots - 1)
            {
                var slot = BitOperations.TrailingZeroCount(slots);
                counts[slot] = checked((ushort)(counts[slot] + by));
                left |= counts[slot] == 0 ? 0 : 1UL << slot;
            }

            return left;
        }
    }
}
