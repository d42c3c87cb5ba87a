namespace Orleans.Simulation.Driver.Clusters;

/// <summary>A scenario that a client has a cluster play. The silo reads and checks it as if it were a file.</summary>
/// <param name="Scenario">Its YAML text, at most a mebibyte.</param>
/// <param name="Origin">Its name for messages: a preset or a file of the client.</param>
/// <param name="Overrides">Texts of the form <c>path=value</c>, applied in order.</param>
/// <param name="Version">Version of the client.</param>
/// <param name="CheckpointEverySeconds">Simulated seconds between two checkpoints; null: by wall-clock time.</param>
/// <param name="WindowSeconds">Simulated seconds of every window; null: they adapt.</param>
/// <param name="SilosNeeded">Silos without which the run waits.</param>
/// <param name="SiloPatience">How long it waits for them.</param>
[GenerateSerializer, Immutable, Alias("ois.submission")]
public sealed record RunSubmission(
    [property: Id(0)] string Scenario,
    [property: Id(1)] string Origin,
    [property: Id(2)] IReadOnlyList<string> Overrides,
    [property: Id(3)] string Version,
    [property: Id(4)] double? CheckpointEverySeconds,
    [property: Id(5)] double? WindowSeconds,
    [property: Id(6)] int SilosNeeded,
    [property: Id(7)] TimeSpan SiloPatience);

/// <summary>What a cluster answers to a submission.</summary>
/// <param name="Run">Number of the run; null: it was refused.</param>
/// <param name="Issues">Why it was refused: everything that is wrong.</param>
/// <param name="Notes">What the user should know; mostly empty.</param>
[GenerateSerializer, Immutable, Alias("ois.submission-reply")]
public sealed record SubmissionReply(
    [property: Id(0)] int? Run,
    [property: Id(1)] IReadOnlyList<string> Issues,
    [property: Id(2)] IReadOnlyList<string> Notes);

/// <summary>A part of a result file.</summary>
/// <param name="Bytes">The part.</param>
/// <param name="Length">Length of the whole file.</param>
[GenerateSerializer, Immutable, Alias("ois.file-part")]
public sealed record FilePart([property: Id(0)] byte[] Bytes, [property: Id(1)] long Length);
