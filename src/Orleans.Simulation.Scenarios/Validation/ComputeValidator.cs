using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Scenarios.Catalog;
using Orleans.Simulation.Scenarios.Compilation;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Validation;

/// <summary>Checks that chips can compute what jobs state in FLOPs.</summary>
internal static class ComputeValidator
{
    private const string Scaling = "compute.scaling";

    /// <summary>Checks the computing of a scenario.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="catalog">Its hardware.</param>
    public static IEnumerable<InputIssue> Validate(Scenario scenario, HardwareCatalog catalog)
    {
        foreach (var (index, step) in scenario.Compute.Scaling.Index().Skip(1))
        {
            if (scenario.Compute.Scaling[index - 1].Chips is var before && before >= step.Chips)
            {
                yield return new InputIssue(
                    $"{Scaling}[{index}].chips", $"{step.Chips}", $"more than {Scaling}[{index - 1}].chips, which is {before}");
            }
        }

        foreach (var (index, dataCenter) in scenario.Fleet.DataCenters.Index())
        {
            var source = scenario.Workload.Sources.FirstOrDefault(each =>
                SpeedCompiler.StatesFlops(each) && (each.DataCenter is null || each.DataCenter == dataCenter.Name));
            if (source is not null
                && !catalog.LacksBase(dataCenter.Rack)
                && catalog.RackTypes.GetValueOrDefault(dataCenter.Rack) is { } rack
                && catalog.ChipTypes.GetValueOrDefault(rack.Chip) is { } chip
                && Issue(scenario.Compute, source.Name, $"fleet.dataCenters[{index}].rack", dataCenter.Rack, chip) is { } issue)
            {
                yield return issue;
            }
        }
    }

    private static InputIssue? Issue(ComputeSpec compute, string source, string path, string rack, ChipTypeSpec chip)
    {
        var precision = FigureKey.Of(compute.Precision);
        if (chip.Peak.GetValueOrDefault(compute.Precision) is not { } peak)
        {
            return new InputIssue(
                path,
                $"{rack} of {chip.Name}, of which no peak in {precision} is known",
                $"of chips with a peak in {precision}, as jobs of source {source} state their FLOPs; see compute.precision");
        }

        if (SpeedCompiler.MfuOf(compute, chip) is not { } mfu)
        {
            return new InputIssue(
                path,
                $"{rack} of {chip.Name}, of which no MFU is known",
                $"of chips with an MFU, as jobs of source {source} state their FLOPs; compute.mfu gives one to all");
        }

        var shares = compute.Scaling.Select(step => mfu * step.Factor).Prepend(mfu).ToList();
        return shares.Max() > 1
            ? new InputIssue(
                Scaling, $"such that the MFU of {chip.Name} comes to {shares.Max():0.######}", "such that it is at most 1")
            : shares.Where(IsBeyond).Select(share => (decimal?)share).FirstOrDefault() is { } beyond
            ? new InputIssue(
                path,
                $"{rack} of {chip.Name} with a peak of {peak.Text} at an MFU of {beyond:0.######}",
                "of chips that do from 1 MFLOP/s to 1000000 PFLOP/s for a job")
            : null;

        bool IsBeyond(decimal share) => peak.Value / 1_000_000 * share is < 1 or > EffectiveSpeed.MaxFlopPerMicrosecond;
    }
}
