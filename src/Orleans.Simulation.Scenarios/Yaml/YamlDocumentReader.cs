using Orleans.Simulation.Core.Validation;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Orleans.Simulation.Scenarios.Yaml;

/// <summary>Reads the one document of a YAML text into nodes with marks, within bounds on size and depth.</summary>
/// <remarks>
/// It keeps what a deserializer would throw away: places, duplicate keys and the order of issues. Anchors and aliases are
/// allowed; an alias counts as many nodes as it stands for, so that a small text cannot unfold into a huge tree.
/// </remarks>
internal sealed class YamlDocumentReader
{
    /// <summary>The largest text in bytes.</summary>
    public const int MaxBytes = 1 << 20;

    private const int MaxDepth = 32;
    private const long MaxNodes = 200_000;

    private readonly string _file;
    private readonly Parser _parser;
    private readonly Dictionary<string, ScenarioNode> _anchors = new(StringComparer.Ordinal);
    private readonly List<InputIssue> _issues = [];
    private long _nodes;

    private YamlDocumentReader(string text, string file)
    {
        _file = file;
        _parser = new Parser(new StringReader(text));
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <returns>The root node and no issues, or issues.</returns>
    public static (ScenarioNode? Root, IReadOnlyList<InputIssue> Issues) Read(string text, string file)
    {
        var reader = new YamlDocumentReader(text, file);
        try
        {
            var root = reader.ReadStream();
            return (root, reader._issues);
        }
        catch (YamlException fault)
        {
            reader._issues.Add(new InputIssue(
                reader.Blame(fault, text).Describe(string.Empty),
                $"not YAML ({fault.Message.TrimEnd('.')})",
                "a well-formed YAML document"));
            return (null, reader._issues);
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException)
        {
            // Some malformed texts upset the parser's own state instead of its grammar: the fuzz test finds them.
            var last = reader._parser.Current;
            reader._issues.Add(new InputIssue(
                reader.At(last?.End ?? Mark.Empty).Describe(string.Empty),
                "followed by text that cannot be read as YAML",
                "followed by well-formed YAML"));
            return (null, reader._issues);
        }
        catch (DocumentBoundException fault)
        {
            reader._issues.Add(fault.Issue);
            return (null, reader._issues);
        }
    }

    private ScenarioNode? ReadStream()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
        {
            _issues.Add(new InputIssue(
                $"{_file}:1:1", "empty", "a scenario: a YAML mapping with the keys name, fleet and workload"));
            return null;
        }

        _parser.Consume<DocumentStart>();
        var root = ReadNode(0);
        _parser.Consume<DocumentEnd>();
        if (!_parser.Accept<StreamEnd>(out _) && _parser.Accept<DocumentStart>(out var second))
        {
            _issues.Add(new InputIssue(
                At(second.Start).Describe(string.Empty), "a second document", "the end: one file is one scenario"));
        }

        return root;
    }

    private ScenarioNode ReadNode(int depth)
    {
        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            return Resolve(alias);
        }

        var start = _parser.Accept<NodeEvent>(out var next)
            ? next
            : throw new YamlException(
                _parser.Current?.Start ?? Mark.Empty, _parser.Current?.End ?? Mark.Empty, "a value is missing");
        Bound(start.Start, depth);
        Count(start.Start, 1);
        ScenarioNode node = start switch
        {
            Scalar => ReadScalar(),
            SequenceStart => ReadSequence(depth),
            _ => ReadMapping(depth),
        };
        if (!start.Anchor.IsEmpty)
        {
            _anchors[start.Anchor.Value] = node;
        }

        return node;
    }

    private ScalarNode ReadScalar()
    {
        var scalar = _parser.Consume<Scalar>();
        return new ScalarNode(scalar.Value, scalar.Style == ScalarStyle.Plain, At(scalar.Start));
    }

    private SequenceNode ReadSequence(int depth)
    {
        var start = _parser.Consume<SequenceStart>();
        var items = new List<ScenarioNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode(depth + 1));
        }

        return new SequenceNode(items, At(start.Start));
    }

    private MappingNode ReadMapping(int depth)
    {
        var start = _parser.Consume<MappingStart>();
        var entries = new List<MappingEntry>();
        var lines = new Dictionary<string, long>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var keyNode = ReadNode(depth + 1);
            var value = ReadNode(depth + 1);
            if (keyNode is not ScalarNode key)
            {
                _issues.Add(new InputIssue(keyNode.Origin.Describe(string.Empty), $"{keyNode.Kind} as a key", "a plain word"));
            }
            else if (!lines.TryAdd(key.Text, key.Origin.Line))
            {
                _issues.Add(new InputIssue(
                    key.Origin.Describe(string.Empty),
                    $"the key {key.Kind} again",
                    $"given once; it is already on line {lines[key.Text]}"));
            }
            else
            {
                entries.Add(new MappingEntry(key.Text, key.Origin, value));
            }
        }

        return new MappingNode(entries, At(start.Start));
    }

    private ScenarioNode Resolve(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value.Value, out var node))
        {
            throw new DocumentBoundException(new InputIssue(
                At(alias.Start).Describe(string.Empty),
                $"the alias {ScalarNode.Quote(alias.Value.Value)} without an anchor before it",
                "the name of an anchor that is complete"));
        }

        Count(alias.Start, node.Size);
        return node;
    }

    private void Bound(Mark mark, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new DocumentBoundException(new InputIssue(
                At(mark).Describe(string.Empty), "nested too deeply", $"nested at most {MaxDepth} levels deep"));
        }
    }

    private void Count(Mark mark, long nodes)
    {
        _nodes += nodes;
        if (_nodes > MaxNodes)
        {
            throw new DocumentBoundException(new InputIssue(
                At(mark).Describe(string.Empty), "too much", $"within {MaxNodes} values, those behind aliases included"));
        }
    }

    // The parser objects to tabs without a useful mark, so the first indented with one is looked for here.
    private NodeOrigin Blame(YamlException fault, string text)
    {
        var lines = fault.End.Line > 1 || !fault.Message.Contains("tab", StringComparison.Ordinal) ? [] : text.Split('\n');
        foreach (var (index, line) in lines.Index())
        {
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            if (tab >= 0 && string.IsNullOrWhiteSpace(line[..tab]))
            {
                return NodeOrigin.InFile(_file, index + 1, tab + 1);
            }
        }

        return At(fault.End);
    }

    private NodeOrigin At(Mark mark) => NodeOrigin.InFile(_file, Math.Max(1, mark.Line), Math.Max(1, mark.Column));

    /// <summary>Ends the reading of a document that goes beyond a bound.</summary>
    private sealed class DocumentBoundException(InputIssue issue) : Exception
    {
        public InputIssue Issue { get; } = issue;
    }
}
