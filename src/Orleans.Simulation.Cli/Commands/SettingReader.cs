using System.CommandLine;
using System.Globalization;
using Orleans.Simulation.Core.Validation;

namespace Orleans.Simulation.Cli.Commands;

/// <summary>Reads settings and gathers all that is wrong with them.</summary>
internal sealed class SettingReader(ParseResult parsed)
{
    private readonly List<InputIssue> _issues = [];

    /// <summary>Reads a text.</summary>
    public delegate bool Parser<T>(string text, out T value);

    /// <summary>What is wrong with the settings read so far.</summary>
    public IReadOnlyList<InputIssue> Issues => _issues;

    /// <summary>The text of a setting; null: not given.</summary>
    public string? Text(Setting setting) => setting.Read(parsed).Text;

    /// <summary>A whole number; null: not given.</summary>
    public int? Number(Setting setting, string expected) => Value<int>(
        setting,
        (text, out number) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number),
        expected) is { } value ? value : null;

    /// <summary>Whether a flag is on.</summary>
    public bool Flag(Setting setting) => Value<bool>(setting, bool.TryParse, "true or false") ?? false;

    /// <summary>A value; null: not given, or an issue.</summary>
    public T? Value<T>(Setting setting, Parser<T> parse, string expected)
        where T : struct =>
        Try(setting, parse, expected, out var value) ? value : null;

    /// <summary>An object; null: not given, or an issue.</summary>
    public T? Object<T>(Setting setting, Parser<T?> parse, string expected)
        where T : class =>
        Try(setting, parse, expected, out var value) ? value : null;

    private bool Try<T>(Setting setting, Parser<T> parse, string expected, out T? value)
    {
        value = default;
        var (text, where) = setting.Read(parsed);
        if (text is null)
        {
            return false;
        }

        if (parse(text, out var read))
        {
            value = read;
            return true;
        }

        _issues.Add(new(where, $"\"{text}\"", expected));
        return false;
    }
}
