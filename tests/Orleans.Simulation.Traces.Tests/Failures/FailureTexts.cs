using System.Text;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Traces.Failures;

namespace Orleans.Simulation.Traces.Tests.Failures;

/// <summary>Reads failure traces from strings and bytes.</summary>
internal static class FailureTexts
{
    public const string NativeHeader = "time,entity,duration,cause\n";

    public const string OpenDcHeader = "failure_interval,failure_duration,failure_intensity\n";

    public static IReadOnlyList<TraceOutage> Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    public static IReadOnlyList<TraceOutage> Read(byte[] content)
    {
        using var file = new TemporaryFile(content);
        return FailureTraceFile.Read(file.Path);
    }

    /// <summary>The issues, with <c>f</c> for the name of the file.</summary>
    public static IReadOnlyList<string> Issues(string text) => Issues(Encoding.UTF8.GetBytes(text));

    /// <summary>The issues, with <c>f</c> for the name of the file.</summary>
    public static IReadOnlyList<string> Issues(byte[] content)
    {
        using var file = new TemporaryFile(content);
        var exception = Assert.Throws<InvalidInputException>(() => FailureTraceFile.Read(file.Path));
        return [.. exception.Issues.Select(issue => issue.ToString().Replace(file.Path, "f", StringComparison.Ordinal))];
    }
}
