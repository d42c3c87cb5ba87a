namespace Orleans.Simulation.Core.Random;

/// <summary>The counter-based generator Philox4x32-10: a block of 128 random bits for any counter and key.</summary>
/// <remarks>
/// Source: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC'11 (Random123). It keeps no
/// state, so an entity that knows how many draws it has made can go on from there after any crash, on any silo.
/// </remarks>
public static class Philox4x32
{
    private const uint MultiplierA = 0xD2511F53;
    private const uint MultiplierB = 0xCD9E8D57;
    private const uint WeylA = 0x9E3779B9;
    private const uint WeylB = 0xBB67AE85;
    private const int Rounds = 10;

    /// <summary>The random block of a counter under a key.</summary>
    /// <param name="counter">128 bits that must not repeat under one key.</param>
    /// <param name="key">64 bits that set one sequence apart from another.</param>
    public static Block Generate(Block counter, ulong key)
    {
        unchecked
        {
            var (x0, x1, x2, x3) = counter;
            var (k0, k1) = ((uint)key, (uint)(key >> 32));
            for (var round = 0; round < Rounds; round++)
            {
                var a = (ulong)MultiplierA * x0;
                var b = (ulong)MultiplierB * x2;
                (x0, x1, x2, x3) = ((uint)(b >> 32) ^ x1 ^ k0, (uint)b, (uint)(a >> 32) ^ x3 ^ k1, (uint)a);
                k0 += WeylA;
                k1 += WeylB;
            }

            return new Block(x0, x1, x2, x3);
        }
    }

    /// <summary>128 bits as four words, word 0 first, as in the Random123 reference.</summary>
    public readonly record struct Block(uint X0, uint X1, uint X2, uint X3);
}
