using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Divergence;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Workloads;
using Orleans.Simulation.Driver.Checkpoints;
using Orleans.Simulation.Driver.Runs;

namespace Orleans.Simulation.Driver.Tests.Checkpoints;

/// <summary>
/// What runs store has other fields only together with another format, so that a build refuses what it would misread. A test
/// that fails here asks for a new <c>CurrentFormat</c>, and then for the new shape beside it.
/// </summary>
public sealed class StoredFormatTests
{
    private static readonly Type[] InCheckpoints =
    [
        typeof(CheckpointManifest), typeof(FleetSnapshot), typeof(DataCenterSnapshot), typeof(RackSnapshot),
        typeof(JobRecord), typeof(FailureRecord), typeof(IntervalSample), typeof(WindowHash),
    ];

    [Fact]
    public void Checkpoints_OfThisFormat_HaveTheseFields() =>
        Assert.Equal((11, "83eeb813e971a020"), (CheckpointManifest.CurrentFormat, ShapeOf(InCheckpoints)));

    [Fact]
    public void Orders_OfThisFormat_HaveTheseFields() =>
        Assert.Equal((12, "505447ceb3708440"), (RunOrder.CurrentFormat, ShapeOf([typeof(RunOrder), typeof(GeneratorSource), typeof(TraceSource)])));

    /// <summary>Fingerprint of the fields of some types and of all our types below them.</summary>
    private static string ShapeOf(IEnumerable<Type> types)
    {
        var (fields, waiting) = (new SortedDictionary<string, string>(StringComparer.Ordinal), new Queue<Type>(types));
        while (waiting.TryDequeue(out var type))
        {
            if (type.GetElementType() is { } element)
            {
                waiting.Enqueue(element);
            }

            foreach (var argument in type.GetGenericArguments())
            {
                waiting.Enqueue(argument);
            }

            if (type.Namespace?.StartsWith("Orleans.Simulation", StringComparison.Ordinal) != true || fields.ContainsKey($"{type}"))
            {
                continue;
            }

            var stored = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(each => each.CanWrite).ToList();
            fields[$"{type}"] = type.IsEnum
                ? string.Join(';', Enum.GetNames(type))
                : string.Join(';', stored.Select(each => $"{each.PropertyType} {each.Name}"));
            stored.ForEach(each => waiting.Enqueue(each.PropertyType));
        }

        var text = string.Join('\n', fields.Select(each => $"{each.Key}: {each.Value}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
    }
}
