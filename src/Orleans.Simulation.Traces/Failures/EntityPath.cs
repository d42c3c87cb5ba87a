using System.Globalization;

namespace Orleans.Simulation.Traces.Failures;

/// <summary>A part of a fleet in text: <c>DATACENTER[/rackN[/hostN|/chipN]]</c>, positions from 0.</summary>
internal static class EntityPath
{
    /// <summary>What comes before the index of a rack.</summary>
    public const string RackWord = "rack";

    /// <summary>What comes before the index of a host.</summary>
    public const string HostWord = "host";

    /// <summary>What comes before the slot of a chip.</summary>
    public const string ChipWord = "chip";

    private const string Rule =
        "DATACENTER, DATACENTER/rackN, DATACENTER/rackN/hostN or DATACENTER/rackN/chipN with N from 0";

    /// <summary>Reads a path.</summary>
    /// <param name="text">The text, without white space around it.</param>
    /// <param name="target">The parts; those of an empty path when there is an issue.</param>
    /// <returns>The rule that the text breaks, to complete "must be"; null when it breaks none.</returns>
    public static string? Parse(string text, out NamedTarget target)
    {
        target = new NamedTarget(string.Empty);
        var steps = text.Split('/');
        if (steps[0].Length == 0 || steps.Length > 3)
        {
            return Rule;
        }

        int? rack = steps.Length > 1 ? Index(steps[1], RackWord) : null;
        int? host = steps.Length > 2 ? Index(steps[2], HostWord) : null;
        int? chip = steps.Length > 2 ? Index(steps[2], ChipWord) : null;
        if ((steps.Length > 1 && rack is null) || (steps.Length > 2 && host is null && chip is null))
        {
            return Rule;
        }

        target = new NamedTarget(steps[0], rack, host, chip);
        return null;
    }

    private static int? Index(string step, string word) =>
        step.StartsWith(word, StringComparison.Ordinal)
        && int.TryParse(step.AsSpan(word.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? index
            : null;
}
