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
        LogDied(log, exception, context);

        // Orleans' own words go on with the whole membership.
        var message = exception?.Message ?? context ?? "";
        _died.TrySetResult(message.Contains("dead", StringComparison.OrdinalIgnoreCase)
            ? "the others have declared it dead, because it did not answer"
            : $"its membership failed ({message.ReplaceLineEndings(" ")})");
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "This silo cannot go on: {Context}")]
    private static partial void LogDied(ILogger logger, Exception? exception, string? context);
}
