using CsvHelper;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Traces.Parsing;

namespace Orleans.Simulation.Traces.Formats;

/// <summary>The trace formats that exist.</summary>
public static class TraceFormats
{
    /// <summary>The format name that stands for "see the header"; the empty name does too.</summary>
    public const string Automatic = "auto";

    /// <summary>All formats, the native one first.</summary>
    public static IReadOnlyList<ITraceFormat> All { get; } = [new NativeTraceFormat(), new ItpTraceFormat()];

    /// <summary>The format of a name; null when there is none.</summary>
    public static ITraceFormat? Find(string name) => All.FirstOrDefault(format => format.Name == name);

    /// <summary>The format of a file: by name or, for <see cref="Automatic"/> and the empty name, by header.</summary>
    /// <exception cref="InvalidInputException">There is no such format, or the file cannot be read or recognized.</exception>
    public static ITraceFormat Resolve(string name, string file) =>
        name is Automatic or ""
            ? Detect(file)
            : Find(name) ?? throw Unknown(name);

    /// <summary>Recognizes the format of a file by its header.</summary>
    /// <exception cref="InvalidInputException">The file cannot be read, or its header fits no format.</exception>
    public static ITraceFormat Detect(string file)
    {
        using var reader = TraceFile.Open(file);
        return Detect(reader, file);
    }

    /// <summary>Recognizes the format of a text by its header.</summary>
    /// <param name="reader">The text; read to somewhere behind the header and left open.</param>
    /// <param name="fileName">Name of the file in issues.</param>
    /// <exception cref="InvalidInputException">The header fits no format.</exception>
    public static ITraceFormat Detect(TextReader reader, string fileName)
    {
        var columns = ReadHeader(reader, out var where);
        return All.FirstOrDefault(format => format.Recognizes(columns))
            ?? throw Unrecognized($"{fileName}:{where}:1", string.Join(",", columns));
    }

    /// <summary>Whether jobs of a file may state what they compute, by its header; reads nothing but that.</summary>
    /// <param name="name">Name of its format, or <see cref="Automatic"/>.</param>
    /// <param name="file">The file.</param>
    /// <returns>False also where it cannot be read or is no trace: <see cref="Validation.TraceValidation"/> says what is wrong.</returns>
    public static bool StatesFlops(string name, string file)
    {
        try
        {
            return TraceFile.Guard(file, () =>
            {
                var format = Resolve(name, file);
                using var reader = TraceFile.Open(file);
                return format.StatesFlops(ReadHeader(reader, out _));
            });
        }
        catch (InvalidInputException)
        {
            return false;
        }
    }

    private static List<string> ReadHeader(TextReader reader, out long line)
    {
        line = 1;
        using var records = new CsvRecords(reader, allowComments: true);
        try
        {
            if (!records.Read())
            {
                return [];
            }

            line = records.Line;
            return [.. Enumerable.Range(0, records.Count).Select(records.Value)];
        }
        catch (CsvFormatException)
        {
            return [];
        }
    }

    private static InvalidInputException Unknown(string name) =>
        new([new InputIssue("trace format", QuotedText.Of(name), $"{Automatic} or one of {Join(", ", format => format.Name)}")]);

    private static InvalidInputException Unrecognized(string where, string header) =>
        new([new InputIssue(where, QuotedText.Of(header), $"the header of a trace ({Join("; ", format => format.Description)})")]);

    private static string Join(string separator, Func<ITraceFormat, string> part) => string.Join(separator, All.Select(part));
}
