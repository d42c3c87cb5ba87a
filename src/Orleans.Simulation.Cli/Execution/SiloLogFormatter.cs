using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;

namespace Orleans.Simulation.Cli.Execution;

/// <summary>
/// Writes a line an event. A silo that dies makes every other one log exceptions, whose stacks say nothing then: of Orleans'
/// own there is the first line only. Ours are shown in full.
/// </summary>
internal sealed class SiloLogFormatter : ITextFormatter
{
    /// <summary>What the sources of our own events begin with.</summary>
    public const string OwnSource = "Orleans.Simulation";

    /// <summary>Texts in a message without quotes around them.</summary>
    private static readonly MessageTemplateTextFormatter Message = new("{Message:lj}");

    /// <inheritdoc/>
    public void Format(LogEvent logEvent, TextWriter output)
    {
        var property = logEvent.Properties.GetValueOrDefault(Constants.SourceContextPropertyName);
        var source = property is ScalarValue { Value: string name } ? name : "";
        var isOwn = source.StartsWith(OwnSource, StringComparison.Ordinal);
        var message = MessageOf(logEvent);
        output.Write($"{logEvent.Timestamp:yyyy-MM-dd HH:mm:ss.fff} {Short(logEvent.Level)} {source}: ");
        output.Write(isOwn ? message : FirstLine(message));
        if (logEvent.Exception is { } exception)
        {
            output.Write(isOwn
                ? Environment.NewLine + exception
                : $" ({exception.GetType().Name}: {FirstLine(exception.Message)})");
        }

        output.WriteLine();
    }

    private static string MessageOf(LogEvent logEvent)
    {
        using var text = new StringWriter();
        Message.Format(logEvent, text);
        return text.ToString();
    }

    private static string FirstLine(string text) => text.AsSpan().IndexOfAny('\r', '\n') is >= 0 and var end ? text[..end] : text;

    private static string Short(LogEventLevel level) => level switch
    {
        LogEventLevel.Fatal => "FTL",
        LogEventLevel.Error => "ERR",
        LogEventLevel.Warning => "WRN",
        LogEventLevel.Information => "INF",
        LogEventLevel.Debug => "DBG",
        _ => "VRB",
    };
}
