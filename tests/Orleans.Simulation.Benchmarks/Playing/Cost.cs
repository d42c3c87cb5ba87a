using System.Diagnostics;

namespace Orleans.Simulation.Benchmarks.Playing;

/// <summary>What something took.</summary>
/// <param name="Wall">Wall-clock seconds.</param>
/// <param name="Cpu">Processor seconds over all cores.</param>
internal readonly record struct Cost(double Wall, double Cpu)
{
    /// <summary>The sum of two costs.</summary>
    public static Cost operator +(Cost left, Cost right) => new(left.Wall + right.Wall, left.Cpu + right.Cpu);

    /// <summary>Measures what something takes, with whatever else the process does meanwhile.</summary>
    public static async Task<(T Answer, Cost Cost)> MeasureAsync<T>(Func<Task<T>> work)
    {
        var (cpu, clock) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        var answer = await work();
        return (answer, new(clock.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds));
    }

    /// <summary>Measures what something takes that answers nothing.</summary>
    public static async Task<Cost> MeasureAsync(Func<Task> work) => (await MeasureAsync(async () =>
    {
        await work();
        return 0;
    })).Cost;
}
