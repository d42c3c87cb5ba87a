namespace Orleans.Simulation.Core.Energy;

/// <summary>
/// PUE by weather: constant as long as outside air and towers cool alone, then rising with the wet-bulb temperature.
/// </summary>
/// <param name="Base">PUE up to the threshold, at least 1.</param>
/// <param name="Above">Wet-bulb temperature above which chillers help, in degrees Celsius.</param>
/// <param name="PerDegree">What each degree above it adds; at least 0.</param>
public sealed record WeatherPue(double Base, double Above, double PerDegree)
{
    /// <summary>The PUE in some weather, in parts per million, rounded half to even.</summary>
    /// <param name="temperature">Dry-bulb temperature in degrees Celsius.</param>
    /// <param name="humidity">Relative humidity in percent.</param>
    public long PartsPerMillion(double temperature, double humidity)
    {
        var degrees = Math.Max(0, WetBulb.Of(temperature, humidity) - Above);
        return (long)Math.Round((Base + (PerDegree * degrees)) * SitePlan.PueUnit, MidpointRounding.ToEven);
    }
}
