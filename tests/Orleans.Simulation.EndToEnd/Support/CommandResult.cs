using System.Text.RegularExpressions;

namespace Orleans.Simulation.EndToEnd.Support;

/// <summary>What a process left: its exit code and what it wrote.</summary>
public sealed partial record CommandResult(string Command, int ExitCode, string Output, string Error)
{
    /// <summary>Fails with everything that the process wrote unless it ended as expected, without a stack trace.</summary>
    public CommandResult AssertExit(int expected)
    {
        Assert.True(expected == ExitCode, $"Exit code {ExitCode}, expected {expected}.\n{this}");
        Assert.False(StackFrame().IsMatch(Output + "\n" + Error), $"A stack trace was shown.\n{this}");
        return this;
    }

    /// <summary>Fails unless standard error holds all the texts.</summary>
    public CommandResult AssertError(params string[] texts)
    {
        Assert.All(texts, text => Assert.True(Error.Contains(text, StringComparison.Ordinal), $"Not said: {text}\n{this}"));
        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Command}\nexit {ExitCode}\n--- stdout\n{Output}\n--- stderr\n{Error}";

    [GeneratedRegex(@"^\s+at \S", RegexOptions.Multiline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex StackFrame();
}
