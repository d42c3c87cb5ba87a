using System.Runtime.InteropServices;
using Orleans.Simulation.Cli.Views;

namespace Orleans.Simulation.Cli.Execution;

/// <summary>Ctrl-C and SIGTERM: the first one asks what runs to come to its end, the second one ends the process.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _signals;

    public Interruption() => _signals =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
    ];

    /// <summary>What the first signal shows.</summary>
    public string Notice { get; set; } =
        "Ending after this window, with results that say so; once more to stop at once, without.";

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
        ErrorView.Show([Notice]);
        _source.Cancel();
    }
}
