namespace Orleans.Simulation.Scenarios.Yaml;

/// <summary>A node of a YAML document: immutable, with its origin.</summary>
/// <param name="Origin">Where it comes from.</param>
internal abstract record ScenarioNode(NodeOrigin Origin)
{
    /// <summary>What the node is, for messages.</summary>
    public abstract string Kind { get; }

    /// <summary>Nodes in this tree, this one included: what an alias to it costs.</summary>
    public abstract long Size { get; }
}

/// <summary>A text.</summary>
/// <param name="Text">Its characters, quotes removed.</param>
/// <param name="IsPlain">Whether it stood without quotes, so that it may mean null.</param>
/// <param name="Origin">Where it comes from.</param>
internal sealed record ScalarNode(string Text, bool IsPlain, NodeOrigin Origin) : ScenarioNode(Origin)
{
    private const int MaxShown = 80;

    /// <summary>Whether it stands for no value at all.</summary>
    public bool IsNull => IsPlain && Text is "" or "~" or "null";

    /// <inheritdoc/>
    public override string Kind => Quote(Text);

    /// <inheritdoc/>
    public override long Size => 1;

    /// <summary>A user's text in quotes, on one line and not too long.</summary>
    public static string Quote(string text)
    {
        var shown = text.Length > MaxShown ? string.Concat(text.AsSpan(0, MaxShown), "...") : text;
        return $"\"{string.Concat(shown.Select(character => char.IsControl(character) ? ' ' : character))}\"";
    }
}

/// <summary>A list.</summary>
/// <param name="Items">Its items in order.</param>
/// <param name="Origin">Where it comes from.</param>
internal sealed record SequenceNode(IReadOnlyList<ScenarioNode> Items, NodeOrigin Origin) : ScenarioNode(Origin)
{
    /// <inheritdoc/>
    public override string Kind => "a list";

    /// <inheritdoc/>
    public override long Size { get; } = 1 + Items.Sum(item => item.Size);
}

/// <summary>A mapping; its keys are distinct.</summary>
/// <param name="Entries">Its entries in order.</param>
/// <param name="Origin">Where it comes from.</param>
internal sealed record MappingNode(IReadOnlyList<MappingEntry> Entries, NodeOrigin Origin) : ScenarioNode(Origin)
{
    private readonly Dictionary<string, MappingEntry> _byKey =
        Entries.ToDictionary(entry => entry.Key, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override string Kind => "a mapping";

    /// <inheritdoc/>
    public override long Size { get; } = 1 + Entries.Sum(entry => entry.Value.Size);

    /// <summary>The entry of a key; null: there is none.</summary>
    public MappingEntry? Find(string key) => _byKey.GetValueOrDefault(key);
}

/// <summary>A key and its value.</summary>
/// <param name="Key">The key.</param>
/// <param name="KeyOrigin">Where the key stands.</param>
/// <param name="Value">The value.</param>
internal sealed record MappingEntry(string Key, NodeOrigin KeyOrigin, ScenarioNode Value);
