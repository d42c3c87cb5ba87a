using System.Runtime.InteropServices;
using Orleans.Simulation.Cli.Views;
using Orleans.Simulation.Driver.Playback;

namespace Orleans.Simulation.Cli.Execution;

/// <summary>
/// Ctrl-C asks the run to end after its window, SIGTERM to save a checkpoint before it does; the second one of either ends the
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

    /// <summary>Hears of the first signal.</summary>
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
            $"Ending after this window, with {(saves ? "a checkpoint and " : string.Empty)}results that say so; "
                + "once more to stop at once, without.",
        ]);
        Control.RequestStop(saves ? RunStop.SaveAndInterrupt : RunStop.Interrupt);
        _source.Cancel();
    }
}
