using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Snapshots;

/// <summary>The one form of snapshots as bytes: JSON in the order of the types' fields, times and energies as whole numbers.</summary>
/// <remarks>
/// Equal snapshots give equal bytes, so checkpoints of one run are the same files whoever wrote them, and two that
/// differ can be compared field by field.
/// </remarks>
public static class SnapshotJson
{
    /// <summary>Options that write snapshots and whatever else consists of values of Core, and read them back.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        IgnoreReadOnlyProperties = true,
        Converters =
        {
            new NumberConverter<VirtualTime>(time => time.Microseconds, microseconds => new((long)microseconds)),
            new NumberConverter<VirtualDuration>(duration => duration.Microseconds, microseconds => new((long)microseconds)),
            new NumberConverter<Joules>(energy => energy.Nanojoules, nanojoules => new(nanojoules)),
            new JsonStringEnumConverter(),
        },
    };

    /// <summary>The bytes of a snapshot.</summary>
    /// <typeparam name="T">Type of the snapshot.</typeparam>
    public static byte[] Write<T>(T snapshot) => JsonSerializer.SerializeToUtf8Bytes(snapshot, Options);

    /// <summary>Reads a snapshot.</summary>
    /// <typeparam name="T">Type of the snapshot.</typeparam>
    /// <exception cref="SimulationFaultException">The bytes are no such snapshot.</exception>
    public static T Read<T>(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(bytes, Options)
                ?? throw new SimulationFaultException($"a snapshot is null, must be a {typeof(T).Name}");
        }
        catch (JsonException exception)
        {
            throw new SimulationFaultException($"a snapshot is not a {typeof(T).Name}: {exception.Message}", exception);
        }
    }

    /// <summary>Writes a quantity as the whole number that it is.</summary>
    private sealed class NumberConverter<T>(Func<T, Int128> number, Func<Int128, T> quantity) : JsonConverter<T>
    {
        private static readonly JsonConverter<Int128> Numbers =
            (JsonConverter<Int128>)JsonSerializerOptions.Default.GetConverter(typeof(Int128));

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            quantity(Numbers.Read(ref reader, typeof(Int128), options));

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
        {
            var whole = number(value);
            if (whole >= long.MinValue && whole <= long.MaxValue)
            {
                writer.WriteNumberValue((long)whole);
            }
            else
            {
                Numbers.Write(writer, whole, options);
            }
        }
    }
}
