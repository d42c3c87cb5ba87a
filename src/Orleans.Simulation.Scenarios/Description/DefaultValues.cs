using System.Text.RegularExpressions;

namespace Orleans.Simulation.Scenarios.Description;

/// <summary>Why the defaults of a scenario are what they are.</summary>
internal static partial class DefaultValues
{
    private static readonly Dictionary<string, DefaultValue> ByPath = new(StringComparer.Ordinal)
    {
        // What is left out without anything taking its place, or decided by another key.
        ["failures"] = DefaultValue.Silent,
        ["broker"] = DefaultValue.Silent,
        ["scheduler"] = DefaultValue.Silent,
        ["energy"] = DefaultValue.Silent,
        ["power"] = DefaultValue.Silent,
        ["power.rampLimit"] = DefaultValue.Silent,
        ["power.rangeLimit"] = DefaultValue.Silent,
        ["power.provisioned"] = DefaultValue.Silent,
        ["power.oversubscription"] = DefaultValue.Silent,
        ["fleet.dataCenters[].power.provisioned"] = DefaultValue.Silent,
        ["fleet.dataCenters[].power.oversubscription"] = DefaultValue.Silent,
        ["fleet.dataCenters[].power.control"] = DefaultValue.Silent,
        ["fleet.dataCenters[].power"] = DefaultValue.Silent,
        ["fleet.dataCenters[].power.speeds"] = DefaultValue.Silent,
        ["fleet.dataCenters[].power.filler"] = DefaultValue.Silent,
        ["fleet.dataCenters[].power.storage"] = DefaultValue.Silent,
        ["fleet.dataCenters[].power.raiseInterval"] = DefaultValue.Silent,
        ["fleet.dataCenters[].power.rampInterval"] = DefaultValue.Silent,
        ["fleet.dataCenters[].power.rampLimit"] = DefaultValue.Silent,
        ["fleet.dataCenters[].power.rangeLimit"] = DefaultValue.Silent,
        ["fleet.dataCenters[].power.rangeWindow"] = DefaultValue.Silent,
        ["fleet.dataCenters[].power.rateLimit"] = DefaultValue.Silent,
        ["fleet.dataCenters[].power.stepEdge"] = DefaultValue.Silent,
        ["fleet.dataCenters[].power.stepStorage"] = DefaultValue.Silent,
        ["fleet.dataCenters[].power.stepFiller"] = DefaultValue.Silent,
        ["outputs"] = DefaultValue.Silent,
        ["fleet.chips"] = DefaultValue.Silent,
        ["fleet.dataCenters[].racks"] = DefaultValue.Silent,
        ["fleet.dataCenters[].chips"] = DefaultValue.Silent,
        ["fleet.dataCenters[].share"] = DefaultValue.Silent,
        ["fleet.dataCenters[].pue"] = DefaultValue.Silent,
        ["fleet.dataCenters[].carbon"] = DefaultValue.Silent,
        ["fleet.dataCenters[].price"] = DefaultValue.Silent,
        ["fleet.dataCenters[].carbonFree"] = DefaultValue.Silent,
        ["fleet.dataCenters[].water"] = DefaultValue.Silent,
        ["fleet.dataCenters[].region"] = DefaultValue.Silent,
        ["fleet.dataCenters[].chipPrice"] = DefaultValue.Silent,
        ["fleet.dataCenters[].vendor"] = DefaultValue.Silent,
        ["fleet.dataCenters[].weight"] = DefaultValue.Silent,
        ["energy.carbon.column"] = DefaultValue.Silent,
        ["energy.price.column"] = DefaultValue.Silent,
        ["fleet.dataCenters[].carbon.column"] = DefaultValue.Silent,
        ["fleet.dataCenters[].price.column"] = DefaultValue.Silent,
        ["workload.folder"] = DefaultValue.Silent,
        ["workload.sources[].trace"] = DefaultValue.Silent,
        ["workload.sources[].generator"] = DefaultValue.Silent,
        ["workload.sources[].generator.load"] = DefaultValue.Silent,
        ["workload.sources[].generator.meanInterarrival"] = DefaultValue.Silent,
        ["workload.sources[].generator.sizes[].medianRunTime"] = DefaultValue.Silent,
        ["workload.sources[].generator.sizes[].work"] = DefaultValue.Silent,
        ["workload.sources[].generator.sizes[].parameters"] = DefaultValue.Silent,
        ["workload.sources[].generator.sizes[].tokens"] = DefaultValue.Silent,
        ["workload.sources[].generator.sizes[].mfu"] = DefaultValue.Silent,
        ["compute"] = DefaultValue.Silent,
        ["compute.mfu"] = DefaultValue.Silent,
        ["failures.lemons"] = DefaultValue.Silent,
        ["failures.lemons.factor"] = DefaultValue.Silent,
        ["failures.lemons.evictAfter"] = DefaultValue.Silent,
        ["failures.lemons.evictWithin"] = DefaultValue.Silent,
        ["failures.meanTimeToFailure"] = DefaultValue.Silent,
        ["failures.causes"] = DefaultValue.Silent,
        ["failures.causes[].source"] = DefaultValue.Silent,
        ["failures.trace"] = DefaultValue.Silent,
        ["failures.repairSigma"] = DefaultValue.Silent,
        ["failures.recoveryPatience"] = DefaultValue.Silent,
        ["failures.checkpointState"] = DefaultValue.Silent,
        ["failures.storageBandwidth"] = DefaultValue.Silent,
        ["failures.components[].hosts"] = DefaultValue.Silent,
        ["failures.components[].repairDistribution"] = DefaultValue.Silent,
        ["failures.components[].repairSigma"] = DefaultValue.Silent,
        ["failures.components[].slowdown"] = DefaultValue.Silent,
        ["failures.components[].rideThrough"] = DefaultValue.Silent,
        ["failures.components[].perChip"] = DefaultValue.Silent,
        ["failures.components[].silent"] = DefaultValue.Silent,

        // Not assumptions: how the run is labelled, drawn, bounded and written.
        ["description"] = DefaultValue.Silent,
        ["seed"] = DefaultValue.Plain("any other is as good"),
        ["startsAt"] = DefaultValue.Silent,
        ["energy.carbon"] = DefaultValue.Silent,
        ["energy.price"] = DefaultValue.Silent,
        ["energy.carbonFree"] = DefaultValue.Silent,
        ["energy.water"] = DefaultValue.Silent,
        ["duration"] = DefaultValue.Plain("until the last job is done", string.Empty),
        ["workload.sources[].format"] = DefaultValue.Plain("told by the header of the file"),
        ["workload.sources[].timeShift"] = DefaultValue.Plain("as in the file"),
        ["workload.sources[].timeScale"] = DefaultValue.Plain("as in the file"),
        ["failures.enabled"] = DefaultValue.Plain(string.Empty),
        ["failures.components[].detection"] = DefaultValue.Plain("as failures.detection", string.Empty),
        ["failures.components[].repair"] = DefaultValue.Plain("as failures.repair", string.Empty),
        ["power.rampInterval"] = DefaultValue.Plain("ramps from minute to minute"),
        ["outputs.interval"] = DefaultValue.Plain("288 rows a day"),
        ["outputs.tables"] = DefaultValue.Plain(string.Empty),
        ["outputs.chips"] = DefaultValue.Plain(string.Empty),

        // Choices of this program.
        ["workload.sources[].dataCenter"] = DefaultValue.Choice("as the policy of the broker says", "the broker chooses"),
        ["broker.policy"] = DefaultValue.Choice(
            "jobs that name no data center go where the fewest chips have been asked for, for the size of the data center"),
        ["broker.cost"] = DefaultValue.Choice("who owns the chips pays for electricity", "electricity"),
        ["broker.maxWait"] = DefaultValue.Choice("a job goes where its policy says, however long it waits there", "any"),
        ["workload.sources[].affinity"] = DefaultValue.Choice("jobs accept every data center", "none"),
        ["workload.sources[].shift"] = DefaultValue.Choice("jobs are never postponed", "none"),
        ["workload.sources[].generator.hourlyWeights"] = DefaultValue.Choice("the day has no rhythm", "all 1"),
        ["workload.sources[].generator.minRunTime"] = DefaultValue.Choice("nobody waits for less"),
        ["workload.sources[].generator.maxRunTime"] = DefaultValue.Choice("a week"),
        ["compute.precision"] = DefaultValue.Choice("the precision of published MFUs"),
        ["compute.scaling"] = new(
            "0.953488 from 16384 chips on",
            "[L3]",
            "Llama 3: 43 % on 8,192 H100, 41 % on 16,384; other chips [G]",
            IsSilent: false),
        ["scheduler.order"] = DefaultValue.Choice("the simplest"),
        ["scheduler.placement"] = DefaultValue.Choice("jobs stay in a rack where they can"),
        ["scheduler.interval"] = DefaultValue.Choice("the scheduler looks whenever something changed; real ones take seconds"),
        ["failures.shape"] = DefaultValue.Choice("exponential; HPC systems show 0.7 to 0.8 [R+], see [LANL]"),
        ["failures.idleRate"] = DefaultValue.Choice("an idle chip fails as often as a busy one"),
        ["failures.components"] = DefaultValue.Choice("nothing but chips fails", "none"),
        ["failures.components[].shape"] = DefaultValue.Choice("exponential", "1"),
        ["failures.components[].recharge"] = DefaultValue.Choice("a guess; batteries are charged more slowly than they bridge", "1h"),
        ["failures.lemons.share"] = DefaultValue.Choice("all hosts are equally good"),
        ["failures.detection"] = DefaultValue.Choice("within the 10 min of MegaScale [R~], [MS]"),
        ["failures.repair"] = DefaultValue.Choice(
            "a swap from the shelf; the mean over all repairs of HPC systems is about 6 h [R+], [LANL]"),
        ["failures.repairDistribution"] = DefaultValue.Choice("every repair takes the same time"),
        ["failures.repairCrews"] = DefaultValue.Choice("a repair never waits", "enough"),
        ["failures.returnTest"] = DefaultValue.Choice("chips serve at once after their repair"),
        ["failures.restart"] = DefaultValue.Choice("more than 90 % effective time of Llama 3 [L3] leaves at most about 8 min"),
        ["failures.restartPerThousandChips"] = DefaultValue.Choice("large jobs restart as fast as small ones"),
        ["failures.checkpointInterval"] = DefaultValue.Choice("the upper end of the intervals of Meta's table of ETTR [RS]"),
        ["failures.checkpointWrite"] = DefaultValue.Choice("checkpoints take no time"),
        ["failures.checkpointOverlap"] = DefaultValue.Choice("jobs stand still while they write"),
        ["failures.maxRestarts"] = DefaultValue.Choice("no job is ever given up", "no limit"),
        ["workload.sources[].activity"] = DefaultValue.Choice("jobs train, and chips draw what they do on average then", "training"),
        ["workload.sources[].step"] = DefaultValue.Choice("the power of jobs does not swing within their steps", "none"),
        ["workload.sources[].step.period"] = DefaultValue.Choice("half a hertz, among 0.2 to 3 Hz [PS]"),
        ["workload.sources[].step.communicating"] = DefaultValue.Choice(
            "chips that draw 0.88 of their TDP on average go from near TDP to near idle [PS]"),
        ["workload.sources[].step.low"] = DefaultValue.Choice("near idle [PS]"),
        ["workload.sources[].priority"] = DefaultValue.Choice("all jobs are equally important"),
        ["workload.sources[].sites"] = DefaultValue.Choice("jobs run within one data center"),
        ["workload.sources[].gang"] = DefaultValue.Choice("each part of a job starts and stops on its own"),
        ["broker.news"] = DefaultValue.Choice("a guess: minutes go by before anybody hears that a site has failed"),
        ["workload.sources[].shrink"] = DefaultValue.Choice("jobs need all their chips always", "none"),
        ["workload.sources[].shrink.step"] = DefaultValue.Choice("jobs work with any number of chips"),
        ["failures.recovery"] = DefaultValue.Choice("an interrupted job gives its chips back"),
        ["failures.sparesPerRack"] = DefaultValue.Choice("no host of a rack is kept for jobs that start again"),
        ["failures.spares"] = DefaultValue.Choice("no chip is kept for jobs that start again"),
        ["energy.pue.fill"] = DefaultValue.Choice("the gaps of published series are no longer"),
        ["energy.pue.repeat"] = DefaultValue.Plain("a series must cover the run"),
        ["energy.carbon.fill"] = DefaultValue.Choice("the gaps of published series are no longer"),
        ["energy.carbon.repeat"] = DefaultValue.Plain("a series must cover the run"),
        ["energy.price.fill"] = DefaultValue.Choice("the gaps of published series are no longer"),
        ["energy.price.repeat"] = DefaultValue.Plain("a series must cover the run"),
        ["energy.pue.base"] = DefaultValue.Choice("near the best published PUEs [GSF]"),
        ["energy.pue.above"] = DefaultValue.Choice("up to there outside air and towers cool alone"),
        ["energy.pue.perDegree"] = DefaultValue.Choice("0.032 more at a wet bulb of 20 C"),
        ["fleet.dataCenters[].pue.fill"] = DefaultValue.Choice("the gaps of published series are no longer"),
        ["fleet.dataCenters[].pue.repeat"] = DefaultValue.Plain("a series must cover the run"),
        ["fleet.dataCenters[].carbon.fill"] = DefaultValue.Choice("the gaps of published series are no longer"),
        ["fleet.dataCenters[].carbon.repeat"] = DefaultValue.Plain("a series must cover the run"),
        ["fleet.dataCenters[].price.fill"] = DefaultValue.Choice("the gaps of published series are no longer"),
        ["fleet.dataCenters[].price.repeat"] = DefaultValue.Plain("a series must cover the run"),
        ["fleet.dataCenters[].pue.base"] = DefaultValue.Choice("near the best published PUEs [GSF]"),
        ["fleet.dataCenters[].pue.above"] = DefaultValue.Choice("up to there outside air and towers cool alone"),
        ["fleet.dataCenters[].pue.perDegree"] = DefaultValue.Choice("0.032 more at a wet bulb of 20 C"),
        ["power.control"] = DefaultValue.Choice("jobs for which there is no power wait", "admit"),
        ["power.filler"] = DefaultValue.Choice("no power is burned for nothing", "false"),
        ["power.storage"] = DefaultValue.Choice("there is none", "none"),
        ["power.storage.efficiency"] = DefaultValue.Choice("batteries convert at 0.94 to 0.97, once each way"),
        ["fleet.dataCenters[].power.storage.efficiency"] = DefaultValue.Choice("batteries convert at 0.94 to 0.97, once each way"),
        ["power.rangeWindow"] = DefaultValue.Plain("1m", "from the highest to the lowest power of a minute"),
        ["power.rateLimit"] = DefaultValue.Plain("none", "edges of training steps may be as fast as they are"),
        ["power.stepEdge"] = DefaultValue.Choice("a guess: chips follow their job within a tenth of a second", "100ms"),
        ["power.stepStorage"] = DefaultValue.Choice("no storage takes swings of training steps away", "none"),
        ["power.stepStorage.efficiency"] = DefaultValue.Choice("batteries convert at 0.94 to 0.97, once each way"),
        ["fleet.dataCenters[].power.stepStorage.efficiency"] = DefaultValue.Choice("batteries convert at 0.94 to 0.97, once each way"),
        ["power.stepFiller"] = DefaultValue.Choice("chips burn no power for nothing", "none"),
        ["power.raiseInterval"] = DefaultValue.Plain("where chips are slowed: they become faster again once a minute"),
        ["power.speeds"] = new(
            "0.9 to 0.5 by tenths, with the cube of the power",
            "[G]",
            "where chips are slowed: power beyond idle as the cube of the speed, frequency times voltage squared [R+]",
            IsSilent: false),
        ["energy.lifetime"] = DefaultValue.Choice("six years; cloud operators write servers off over five to six [R+]"),
        ["energy.chipPrice"] = DefaultValue.Choice("the list price"),
        ["energy.pue"] = new(
            Text: null, "[GSF]", "what AWS reports for Ohio in 2024, the proxy for sites that publish none", IsSilent: false),
    };

    /// <summary>What is known of the default at a path; null: nothing.</summary>
    public static DefaultValue? Find(string path) => ByPath.GetValueOrDefault(Index().Replace(path, "[]"));

    [GeneratedRegex(@"\[\d+\]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Index();
}

/// <summary>A default and its reason.</summary>
/// <param name="Text">What holds, in words; null: the value itself says it.</param>
/// <param name="Source">Where it comes from; empty: nothing about it could be true or false.</param>
/// <param name="Note">The reason.</param>
/// <param name="IsSilent">Whether nothing needs to be said of it.</param>
internal sealed record DefaultValue(string? Text, string Source, string Note, bool IsSilent)
{
    /// <summary>Nothing takes the place of the value.</summary>
    public static DefaultValue Silent { get; } = new(Text: null, string.Empty, string.Empty, IsSilent: true);

    /// <summary>A default that is no assumption.</summary>
    public static DefaultValue Plain(string note) => new(Text: null, string.Empty, note, IsSilent: false);

    /// <summary>A default that is no assumption, in words.</summary>
    public static DefaultValue Plain(string text, string note) => new(text, string.Empty, note, IsSilent: false);

    /// <summary>A choice of this program.</summary>
    public static DefaultValue Choice(string note, string? text = null) => new(text, "[G]", note, IsSilent: false);
}
