namespace Orleans.Simulation.Core.Jobs;

/// <summary>
/// What a job computes, where it states that and not how long it runs: the floating-point operations of its model, without those
/// that an implementation does again or in vain.
/// </summary>
/// <param name="Count">All of them, in FLOP; 1 to <see cref="MaxCount"/>.</param>
/// <param name="PerToken">
/// FLOP for each token that it trains on, 6 for each parameter that a token uses (Kaplan et al. 2020, arXiv 2001.08361: 2
/// forward, 4 backward); 0: it does not count tokens.
/// </param>
public sealed record ModelFlops(Int128 Count, long PerToken)
{
    /// <summary>FLOP of training for each token and parameter.</summary>
    public const int PerTokenAndParameter = 6;

    /// <summary>An MFU of 1.</summary>
    public const int WholeMfu = 1_000_000;

    /// <summary>The most parameters that a scenario or a trace may state.</summary>
    public const long MaxParameters = 1_000_000_000_000_000;

    /// <summary>The most tokens that a scenario or a trace may state.</summary>
    public const long MaxTokens = 1_000_000_000_000_000_000;

    /// <summary>The most FLOP of a job, 10^31: with any speed and any time of a run, products stay within 128 bits.</summary>
    public static readonly Int128 MaxCount = Int128.Parse("10000000000000000000000000000000", provider: null);

    /// <summary>
    /// The most FLOP that scenarios and traces may state, 10^28: four months of a million chips at 1 PFLOP/s each. What is drawn may be
    /// a thousand times as much.
    /// </summary>
    public static readonly Int128 MaxStated = MaxCount / 1_000;

    /// <summary>FLOP to train a dense model: 6 times its parameters times the tokens.</summary>
    /// <param name="parameters">Parameters that a token uses: of a mixture of experts the active ones.</param>
    /// <param name="tokens">Tokens.</param>
    public static ModelFlops OfTraining(long parameters, long tokens) =>
        new((Int128)PerTokenAndParameter * parameters * tokens, PerTokenAndParameter * parameters);

    /// <summary>
    /// Share of the peak that it computes for its model, in parts per million, in place of that of the chips, whatever its size; up to
    /// <see cref="WholeMfu"/>. Default: 0, that of the chips.
    /// </summary>
    public int Mfu { get; init; }

    /// <summary>What some of the chips compute that share it; over all of them the whole of it. At least 1.</summary>
    /// <param name="before">Chips before them.</param>
    /// <param name="chips">Chips.</param>
    /// <param name="all">All chips of the job; with the most FLOP and 2^24 chips, products stay within 128 bits.</param>
    public ModelFlops Share(int before, int chips, int all) =>
        this with { Count = Int128.Max(1, (Count * (before + chips) / all) - (Count * before / all)) };

    /// <summary>Whole tokens that some of the FLOP are; null: the job does not count tokens.</summary>
    public Int128? TokensIn(Int128 flop) => PerToken == 0 ? null : flop / PerToken;
}
