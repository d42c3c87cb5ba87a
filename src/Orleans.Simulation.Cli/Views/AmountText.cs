namespace Orleans.Simulation.Cli.Views;

/// <summary>Amounts as tables show them; a dash stands for what there is not.</summary>
internal static class AmountText
{
    private const decimal SecondsPerHour = 3600;

    /// <summary>A time.</summary>
    public static string Seconds(decimal? seconds) => seconds is { } time ? $"{time:N0} s" : "-";

    /// <summary>Chip-seconds as chip-hours.</summary>
    public static string ChipHours(decimal? chipSeconds) => chipSeconds is { } time ? $"{time / SecondsPerHour:N1}" : "-";
}
