using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Simulation.Driver.Hosting;

/// <summary>
/// Tells the process that its silo must not go on, where Orleans would end the process itself with a core dump: other silos
/// have declared this one dead and go on without it, or its membership failed.
/// </summary>
internal sealed partial class SiloFate(ILogger<SiloFate> log) : IFatalErrorHandler
{
    private readonly TaskCompletionSource<string> _died = new();

    /// <summary>Completes with the reason, in one line; never, while all is well.</summary>
    public Task<string> Died => _died.Task;

    /// <inheritdoc/>
    public bool IsUnexpected(Exception exception) => true;

    /// <inheritdoc/>
    public void OnFatalException(object? sender = null, string? context = null, Exception? exception = null)
    {
        var reason = (exception?.Message ?? context ?? "its membership failed").ReplaceLineEndings(" ");
        LogDied(log, exception, context);
        _died.TrySetResult(reason);
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "This silo cannot go on: {Context}")]
    private static partial void LogDied(ILogger logger, Exception? exception, string? context);
}
