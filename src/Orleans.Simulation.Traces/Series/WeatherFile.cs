using System.Text.Json;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Traces.Parsing;
using Orleans.Simulation.Traces.Validation;

namespace Orleans.Simulation.Traces.Series;

/// <summary>Hourly weather as JSON in the form of Open-Meteo's archive (open-meteo.com), and the PUE that it makes.</summary>
/// <remarks>
/// Read are <c>utc_offset_seconds</c> and, below <c>hourly</c>, <c>time</c> (local, without an offset of its own),
/// <c>temperature_2m</c> in degrees Celsius and <c>relative_humidity_2m</c> in percent. A null counts as blank. The units must be
/// those.
/// </remarks>
internal static class WeatherFile
{
    private const string Temperature = "temperature_2m";
    private const string Humidity = "relative_humidity_2m";
    private const int MaxBytes = 256 << 20;
    private const int MaxOffsetSeconds = 14 * 3600;

    /// <summary>Reads the points of a file.</summary>
    /// <param name="source">The file and the model of the PUE.</param>
    /// <param name="issues">Gets every issue.</param>
    public static List<SeriesPoint> Read(RateSource source, IssueLog issues)
    {
        using var content = TraceFile.OpenBytes(source.File);
        if (content.Length > MaxBytes)
        {
            issues.Add(new(source.File, $"{content.Length} bytes long", $"at most {MaxBytes}"));
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(content);
            return new Reader(source, issues).Read(document.RootElement);
        }
        catch (JsonException exception)
        {
            issues.Add(new(
                $"{source.File}:{(exception.LineNumber ?? 0) + 1}:{(exception.BytePositionInLine ?? 0) + 1}",
                "no JSON",
                "weather as JSON in the form of Open-Meteo's archive"));
            return [];
        }
        catch (InvalidOperationException)
        {
            // The parser looks at the characters of a text only when somebody asks for it.
            issues.Add(new(source.File, "JSON with a text that is no Unicode", "JSON in UTF-8"));
            return [];
        }
    }

    private sealed class Reader(RateSource source, IssueLog issues)
    {
        public List<SeriesPoint> Read(JsonElement root)
        {
            var offset = Offset(root);
            var hourly = Member(root, "hourly");
            CheckUnit(root, Temperature, "\u00B0C");
            CheckUnit(root, Humidity, "%");
            var times = Values(hourly, "time");
            var temperatures = Values(hourly, Temperature);
            var humidities = Values(hourly, Humidity);
            if (times is null || temperatures is null || humidities is null || offset is null)
            {
                return [];
            }

            if (temperatures.Count != times.Count || humidities.Count != times.Count)
            {
                Reject(
                    "hourly",
                    $"{times.Count} times, {temperatures.Count} temperatures and {humidities.Count} humidities",
                    "as many of each");
                return [];
            }

            var points = new List<SeriesPoint>();
            for (var index = 0; index < times.Count; index++)
            {
                if (Point(index, times[index], temperatures[index], humidities[index], offset.Value) is { } point)
                {
                    points.Add(point);
                }
            }

            return points;
        }

        private SeriesPoint? Point(int index, JsonElement time, JsonElement temperature, JsonElement humidity, TimeSpan offset)
        {
            var before = issues.Count;
            var text = time.ValueKind == JsonValueKind.String ? time.GetString()! : time.GetRawText();
            if (CalendarText.ParseLocal(text, offset, out var instant) is { } expected)
            {
                Reject($"hourly.time[{index}]", QuotedText.Of(text), expected);
            }

            var celsius = Number(temperature, $"hourly.{Temperature}[{index}]", -100, 70, "a temperature in C from -100 to 70");
            var percent = Number(humidity, $"hourly.{Humidity}[{index}]", 0, 100, "a relative humidity in % from 0 to 100");
            if (issues.Count > before)
            {
                return null;
            }

            var pue = celsius is { } t && percent is { } rh ? source.Weather!.PartsPerMillion(t, rh) : (long?)null;
            return new(instant, pue, Where($"hourly.time[{index}]"), text);
        }

        private double? Number(JsonElement value, string path, double low, double high, string expected)
        {
            if (value.ValueKind == JsonValueKind.Null)
            {
                return null;
            }

            if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= low && number <= high)
            {
                return number;
            }

            Reject(path, Shown(value), expected);
            return null;
        }

        private TimeSpan? Offset(JsonElement root)
        {
            const string Key = "utc_offset_seconds";
            var value = Member(root, Key);
            if (value is { ValueKind: JsonValueKind.Number } number
                && number.TryGetInt32(out var seconds)
                && Math.Abs(seconds) <= MaxOffsetSeconds)
            {
                return TimeSpan.FromSeconds(seconds);
            }

            if (value is not null)
            {
                Reject(
                    Key,
                    Shown(value.Value),
                    $"local time minus UTC in seconds, up to {MaxOffsetSeconds} either way");
            }

            return null;
        }

        private void CheckUnit(JsonElement root, string key, string unit)
        {
            if (Member(root, "hourly_units") is { } units
                && Member(units, key, "hourly_units") is { } value
                && (value.ValueKind != JsonValueKind.String || value.GetString() != unit))
            {
                Reject($"hourly_units.{key}", Shown(value), $"\"{unit}\"");
            }
        }

        private List<JsonElement>? Values(JsonElement? parent, string key)
        {
            if (parent is null || Member(parent.Value, key, "hourly") is not { } value)
            {
                return null;
            }

            if (value.ValueKind == JsonValueKind.Array)
            {
                return [.. value.EnumerateArray()];
            }

            Reject($"hourly.{key}", Shown(value), "a list");
            return null;
        }

        private JsonElement? Member(JsonElement parent, string key, string path = "")
        {
            if (parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(key, out var value))
            {
                return value;
            }

            var full = path.Length == 0 ? key : $"{path}.{key}";
            var issue = new InputIssue(Where(full), "missing", "given, as in the archive of Open-Meteo");
            if (!issues.Shown.Contains(issue))
            {
                issues.Add(issue);
            }

            return null;
        }

        private static string Shown(JsonElement value) => QuotedText.Of(value.GetRawText().Trim('"'));

        private void Reject(string path, string actual, string expected) => issues.Add(new(Where(path), actual, expected));

        private string Where(string path) => $"{source.File}: {path}";
    }
}
