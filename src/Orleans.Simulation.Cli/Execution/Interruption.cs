using System.Runtime.InteropServices;
using Orleans.Simulation.Cli.Views;
using Orleans.Simulation.Driver.Playback;

namespace Orleans.Simulation.Cli.Execution;

/// <summary>
/// Ctrl-C asks what runs to come to its end, SIGTERM to save a checkpoint before it does; the second one of either ends the
/// process.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _signals;

    public Interruption() => _signals =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
    ];

    /// <summary>What the first signal shows; null: what a run does.</summary>
    public string? Notice { get; set; }

    /// <summary>Tells a run in this process of the first signal.</summary>
    public RunControl Control { get; } = new();

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        Array.ForEach(_signals, signal => signal.Dispose());
        _source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        if (_source.IsCancellationRequested)
        {
            Environment.Exit(ExitCode.Interrupted);
        }

        context.Cancel = true;
        var saves = context.Signal == PosixSignal.SIGTERM;
        ErrorView.Show(
        [
            Notice ?? $"Ending after this window, with {(saves ? "a checkpoint and " : string.Empty)}results that say so; "
                + "once more to stop at once, without.",
        ]);
        Control.RequestStop(saves ? RunStop.SaveAndInterrupt : RunStop.Interrupt);
        _source.Cancel();
    }
}
