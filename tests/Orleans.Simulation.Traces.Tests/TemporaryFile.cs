using System.Text;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Workloads;

namespace Orleans.Simulation.Traces.Tests;

/// <summary>A file that goes when the test is over.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public TemporaryFile(string text)
        : this(Encoding.UTF8.GetBytes(text))
    {
    }

    public TemporaryFile(byte[] content) => File.WriteAllBytes(Path, content);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName());

    public TraceSource Source(string format = "auto", long shift = 0, long scale = TraceSource.TimeScaleUnit) =>
        new("trace", JobArrival.AnyDataCenter, Path, format, VirtualDuration.FromSeconds(shift), scale);

    public void Dispose() => File.Delete(Path);
}
