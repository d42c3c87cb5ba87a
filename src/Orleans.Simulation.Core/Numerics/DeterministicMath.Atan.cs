namespace Orleans.Simulation.Core.Numerics;

/// <content>Arc tangent.</content>
public static partial class DeterministicMath
{
    // From here on the result is pi/2 to the last bit.
    private const double LargestOfAtan = 1.8446744073709552e19;

    // The arc tangents of 0.5, 1, 1.5 and infinity: what a double holds, and the rest.
    private static readonly double[] AtanHigh =
    [
        4.63647609000806093515e-01, 7.85398163397448278999e-01, 9.82793723247329054082e-01, 1.57079632679489655800e+00,
    ];

    private static readonly double[] AtanLow =
    [
        2.26987774529616870924e-17, 3.06161699786838301793e-17, 1.39033110312309984516e-17, 6.12323399573676603587e-17,
    ];

    private static readonly double[] AtanPolynomial =
    [
        3.33333333333329318027e-01, -1.99999999998764832476e-01, 1.42857142725034663711e-01, -1.11111104054623557880e-01,
        9.09088713343650656196e-02, -7.69187620504482999495e-02, 6.66107313738753120669e-02, -5.83357013379057348645e-02,
        4.97687799461593236017e-02, -3.65315727442169155270e-02, 1.62858201153657823623e-02,
    ];

    /// <summary>The angle whose tangent a number is, in radians; within one unit in the last place.</summary>
    /// <param name="x">Any number; infinite ones give a right angle, NaN gives NaN.</param>
    public static double Atan(double x)
    {
        var size = Math.Abs(x);
        if (!(size < LargestOfAtan))
        {
            return double.IsNaN(x) ? x : Math.CopySign(AtanHigh[3], x);
        }

        // The difference of two angles has a tangent of its own: what is left is small.
        var (nearest, rest) = size switch
        {
            < 0.4375 => (-1, size),
            < 0.6875 => (0, ((2 * size) - 1) / (2 + size)),
            < 1.1875 => (1, (size - 1) / (size + 1)),
            < 2.4375 => (2, (size - 1.5) / (1 + (1.5 * size))),
            _ => (3, -1 / size),
        };
        var square = rest * rest;
        var power = square * square;
        var p = AtanPolynomial;
        var odd = square * (p[0] + (power * (p[2] + (power * (p[4] + (power * (p[6] + (power * (p[8] + (power * p[10]))))))))));
        var even = power * (p[1] + (power * (p[3] + (power * (p[5] + (power * (p[7] + (power * p[9]))))))));
        var angle = nearest < 0
            ? rest - (rest * (odd + even))
            : AtanHigh[nearest] - (((rest * (odd + even)) - AtanLow[nearest]) - rest);
        return Math.CopySign(angle, x);
    }
}
