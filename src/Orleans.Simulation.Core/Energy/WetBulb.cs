using Orleans.Simulation.Core.Numerics;

namespace Orleans.Simulation.Core.Energy;

/// <summary>The temperature to which water cools air by evaporating: how cold a cooling tower can get.</summary>
public static class WetBulb
{
    /// <summary>The lowest temperature that the formula covers, in degrees Celsius.</summary>
    public const double MinTemperature = -20;

    /// <summary>The highest temperature that the formula covers, in degrees Celsius.</summary>
    public const double MaxTemperature = 50;

    /// <summary>The lowest relative humidity that the formula covers, in percent.</summary>
    public const double MinHumidity = 5;

    /// <summary>The highest relative humidity that the formula covers, in percent.</summary>
    public const double MaxHumidity = 99;

    /// <summary>Wet-bulb temperature at sea level from temperature and relative humidity.</summary>
    /// <remarks>
    /// R. Stull, Wet-Bulb Temperature from Relative Humidity and Air Temperature, J. Appl. Meteorol. Climatol. 50 (2011),
    /// equation 1: a fit at 101.325 kPa with errors of -1 to +0.65 K, 0.28 K in the mean of their sizes. What lies beyond its
    /// range counts as its edge.
    /// </remarks>
    /// <param name="temperature">Dry-bulb temperature in degrees Celsius.</param>
    /// <param name="humidity">Relative humidity in percent.</param>
    /// <returns>Degrees Celsius.</returns>
    public static double Of(double temperature, double humidity)
    {
        var t = Math.Clamp(temperature, MinTemperature, MaxTemperature);
        var rh = Math.Clamp(humidity, MinHumidity, MaxHumidity);
        var root = Math.Sqrt(rh);
        return (t * DeterministicMath.Atan(0.151977 * Math.Sqrt(rh + 8.313659)))
            + DeterministicMath.Atan(t + rh)
            - DeterministicMath.Atan(rh - 1.676331)
            + (0.00391838 * rh * root * DeterministicMath.Atan(0.023101 * rh))
            - 4.686035;
    }
}
