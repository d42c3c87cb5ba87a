namespace Orleans.Simulation.Core.Numerics;

/// <summary>Logarithm, exponential, power and arc tangent with the same bits on every platform.</summary>
/// <remarks>
/// <see cref="Math"/> forwards these to the C library of the platform, whose last bit varies. Here they are made of
/// + - * / and moves of bits alone, which IEEE 754 fixes exactly; the .NET compilers neither reorder them nor fuse a
/// multiplication with an addition.
/// <para>
/// Algorithms and constants: fdlibm 5.3 (e_log.c, e_exp.c, e_pow.c, s_atan.c), of which this is a port: "Copyright (C) 1993
/// (e_pow.c: 2004) by Sun Microsystems, Inc. All rights reserved. Permission to use, copy, modify, and distribute this software
/// is freely granted, provided that this notice is preserved."
/// </para>
/// Thread-safe; some ten nanoseconds a call.
/// </remarks>
public static partial class DeterministicMath
{
    private const int ExponentBias = 1023;
    private const int FractionBitsInHighWord = 20;
    private const int FractionMaskOfHighWord = 0x000FFFFF;
    private const int ImplicitBitOfHighWord = 0x00100000;
    private const int AbsoluteMaskOfHighWord = 0x7FFFFFFF;
    private const int OneHighWord = 0x3FF00000;
    private const int InfinityHighWord = 0x7FF00000;
    private const double TwoTo54 = 1.8014398509481984e16;

    // The two parts of ln 2: the high one has zeros at its end, so that its product with an exponent is exact.
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double InverseLn2 = 1.44269504088896338700e+00;

    // Remez polynomial of x(e^x+1)/(e^x-1) in x^2, shared by Exp and Pow.
    private const double P1 = 1.66666666666666019037e-01;
    private const double P2 = -2.77777777770155933842e-03;
    private const double P3 = 6.61375632143793436117e-05;
    private const double P4 = -1.65339022054652515390e-06;
    private const double P5 = 4.13813679705723846039e-08;

    private static double ExpPolynomial(double square) =>
        square * (P1 + (square * (P2 + (square * (P3 + (square * (P4 + (square * P5))))))));

    private static int HighWord(double value) => (int)(BitConverter.DoubleToInt64Bits(value) >> 32);

    private static double WithHighWord(double value, int high)
    {
        var low = BitConverter.DoubleToUInt64Bits(value) & uint.MaxValue;
        return BitConverter.UInt64BitsToDouble(((ulong)unchecked((uint)high) << 32) | low);
    }

    private static double FromHighWord(int high) => WithHighWord(0, high);

    private static double WithoutLowWord(double value) =>
        BitConverter.UInt64BitsToDouble(BitConverter.DoubleToUInt64Bits(value) & 0xFFFFFFFF00000000);

    /// <summary>Two to an integer power whose result is a normal number: -1022 to 1023.</summary>
    private static double PowerOfTwo(int exponent) => FromHighWord((exponent + ExponentBias) << FractionBitsInHighWord);

    /// <summary>Multiplies a number near 1 by a power of two, through subnormal results and up to infinity.</summary>
    private static double Scale(double value, int exponent) => exponent switch
    {
        > 1023 => value * PowerOfTwo(1023) * PowerOfTwo(Math.Min(exponent - 1023, 1023)),
        < -1022 => value * PowerOfTwo(Math.Max(exponent + 100, -1022)) * PowerOfTwo(-100),
        _ => value * PowerOfTwo(exponent),
    };
}
