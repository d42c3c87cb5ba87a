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

    /// <summary>The most FLOP of a job, 10^31: with any speed and any time of a run, products stay within 128 bits.</summary>
    public static readonly Int128 MaxCount = Int128.Parse("10000000000000000000000000000000", provider: null);

    /// <summary>FLOP to train a dense model: 6 times its parameters times the tokens.</summary>
    /// <param name="parameters">Parameters that a token uses: of a mixture of experts the active ones.</param>
    /// <param name="tokens">Tokens.</param>
    public static ModelFlops OfTraining(long parameters, long tokens) =>
        new((Int128)PerTokenAndParameter * parameters * tokens, PerTokenAndParameter * parameters);

    /// <summary>What some of the chips compute that share it; over all of them the whole of it. At least 1.</summary>
    /// <param name="before">Chips before them.</param>
    /// <param name="chips">Chips.</param>
    /// <param name="all">All chips of the job; with the most FLOP and 2^24 chips, products stay within 128 bits.</param>
    public ModelFlops Share(int before, int chips, int all) =>
        this with { Count = Int128.Max(1, (Count * (before + chips) / all) - (Count * before / all)) };

    /// <summary>Whole tokens that some of the FLOP are; null: the job does not count tokens.</summary>
    public Int128? TokensIn(Int128 flop) => PerToken == 0 ? null : flop / PerToken;
}
