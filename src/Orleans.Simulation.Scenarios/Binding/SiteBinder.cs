using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Binding;

/// <summary>Binds what a scenario or the catalog says of sites.</summary>
internal static class SiteBinder
{
    private static readonly ScalarFormat<decimal> Pue = OrMapping(
        ScalarFormats.Number(1, SiteSpec.MaxPue), "a mapping with the file of the weather");

    private static readonly ScalarFormat<decimal> Carbon = OrMapping(ScalarFormats.CarbonIntensity, "a mapping with a file");

    private static readonly ScalarFormat<decimal> Price = OrMapping(ScalarFormats.EnergyPrice, "a mapping with a file");

    private static readonly ScalarFormat<decimal> CarbonFree = ScalarFormats.Number(0, 1);

    private static readonly ScalarFormat<int> Fill = ScalarFormats.SmallInteger(0, SeriesSpec.MaxFill);

    private static readonly ScalarFormat<decimal> PerDegree = ScalarFormats.Number(0, 1);

    private static readonly ScalarFormat<VirtualDuration> Lifetime = ScalarFormats.PositiveDuration;

    /// <summary>Binds the keys of a site that stand in a data center.</summary>
    public static SiteSpec Site(MappingBinder section) => Site(section, pue: null);

    /// <summary>Binds the section of energy.</summary>
    public static EnergySpec Energy(MappingBinder section)
    {
        var energy = new EnergySpec
        {
            Site = Site(section, EnergySpec.DefaultPue),
            Lifetime = section.Optional("lifetime", Lifetime, EnergySpec.DefaultLifetime),
            ChipPrice = section.Optional("chipPrice", ScalarFormats.PriceKinds, EnergySpec.DefaultChipPrice),
        };
        section.Close();
        return energy;
    }

    /// <summary>Binds a region of the catalog.</summary>
    public static RegionSpec Region(MappingBinder section, string name)
    {
        var plain = ScalarFormats.Number(1, SiteSpec.MaxPue) with { Unit = string.Empty };
        var region = new RegionSpec
        {
            Name = name,
            Description = section.Required("description", ScalarFormats.Text, string.Empty),
            Pue = section.MaybeFigure("pue", plain, fallback: null),
            Carbon = section.MaybeFigure("carbon", ScalarFormats.CarbonIntensity, fallback: null),
            CarbonFree = section.MaybeFigure("carbonFree", CarbonFree with { Unit = string.Empty }, fallback: null),
            Price = section.MaybeFigure("price", ScalarFormats.EnergyPrice, fallback: null),
            Water = section.MaybeFigure("water", ScalarFormats.WaterUse, fallback: null),
        };
        section.Close();
        return region;
    }

    private static SiteSpec Site(MappingBinder section, decimal? pue)
    {
        var weather = section.HasMapping("pue") ? Weather(section.Mapping("pue")!) : null;
        var stated = weather is not null ? null
            : pue is { } fallback ? section.Optional("pue", Pue, fallback)
            : section.Maybe("pue", Pue);
        var (carbon, carbonSeries) = ValueOrSeries(section, "carbon", Carbon);
        var (price, priceSeries) = ValueOrSeries(section, "price", Price);
        return new SiteSpec
        {
            Pue = stated,
            Weather = weather,
            Carbon = carbon,
            CarbonSeries = carbonSeries,
            Price = price,
            PriceSeries = priceSeries,
            CarbonFree = section.Maybe("carbonFree", CarbonFree),
            Water = section.Maybe("water", ScalarFormats.WaterUse),
        };
    }

    private static (decimal? Value, SeriesSpec? Series) ValueOrSeries(
        MappingBinder section, string key, ScalarFormat<decimal> format) =>
        section.HasMapping(key) ? (null, Series(section.Mapping(key)!)) : (section.Maybe(key, format), null);

    private static SeriesSpec Series(MappingBinder section)
    {
        var series = new SeriesSpec
        {
            File = section.Required("file", ScalarFormats.FilePath, string.Empty),
            Column = section.MaybeText("column", ScalarFormats.Text),
            Fill = section.Optional("fill", Fill, SeriesSpec.DefaultFill),
            Repeat = section.Optional("repeat", ScalarFormats.Boolean, fallback: false),
        };
        section.Close();
        return series;
    }

    private static WeatherSpec Weather(MappingBinder section)
    {
        var weather = new WeatherSpec
        {
            File = section.Required("weather", ScalarFormats.FilePath, string.Empty),
            Fill = section.Optional("fill", Fill, SeriesSpec.DefaultFill),
            Repeat = section.Optional("repeat", ScalarFormats.Boolean, fallback: false),
            Base = section.Optional("base", ScalarFormats.Number(1, SiteSpec.MaxPue), WeatherSpec.DefaultBase),
            Above = section.Optional("above", ScalarFormats.Temperature, WeatherSpec.DefaultAbove),
            PerDegree = section.Optional("perDegree", PerDegree, WeatherSpec.DefaultPerDegree),
        };
        section.Close();
        return weather;
    }

    private static ScalarFormat<decimal> OrMapping(ScalarFormat<decimal> format, string mapping) =>
        format with { Expected = $"{format.Expected}; or {mapping}" };
}
