using System.CommandLine;
using System.CommandLine.Parsing;
using Orleans.Simulation.Benchmarks;
using Orleans.Simulation.Benchmarks.Cases;
using Orleans.Simulation.Benchmarks.Figures;

var quick = new Option<bool>("--quick") { Description = "Small fleets: shows that everything works, not how fast." };
var only = new Option<IReadOnlyList<IBenchmarkCase>?>("--only")
{
    Description = $"Just some of {string.Join(", ", BenchmarkCases.All.Select(each => each.Name))}. May be repeated.",
    HelpName = "NAME[,NAME]",
    CustomParser = ParseCases,
    Arity = ArgumentArity.OneOrMore,
};
var json = new Option<string?>("--json")
{
    Description = "Where the figures go as JSON. Default: a file in artifacts.",
    HelpName = "FILE",
};
var command = new RootCommand("Measures every claim about speed and memory, each in a process of its own.") { quick, only, json };
command.SetAction(async (parsed, cancellation) =>
{
    var cases = parsed.GetValue(only) ?? BenchmarkCases.All;
    var scale = new CaseScale(parsed.GetValue(quick));
    var report = await BenchmarkSession.RunAsync(cases, scale, cancellation);
    var file = parsed.GetValue(json) ?? DefaultFile(cases, scale);
    report.Write(file);
    FigureTable.Show(report);
    Console.WriteLine($"Figures in {file}");

    // The process ends without deactivating its grains one by one.
    return report.Failed.Count == 0 ? 0 : 1;
});
return await command.Parse(args).InvokeAsync();

// A part of the cases goes to a file of its own: it must not pass for all of them.
static string DefaultFile(IReadOnlyList<IBenchmarkCase> cases, CaseScale scale)
{
    var part = cases.Count == BenchmarkCases.All.Count ? [] : cases.Select(each => each.Name);
    string[] words = ["bench", .. part, .. scale.IsQuick ? ["quick"] : Array.Empty<string>()];
    return RepositoryFolder.PathOf("artifacts", $"{string.Join('-', words)}.json");
}

static IReadOnlyList<IBenchmarkCase> ParseCases(ArgumentResult result)
{
    var names = result.Tokens.SelectMany(token => token.Value.Split(',')).ToHashSet(StringComparer.Ordinal);
    var known = BenchmarkCases.All.Where(each => names.Contains(each.Name)).ToList();
    foreach (var name in names.Except(known.Select(each => each.Name)))
    {
        result.AddError($"There is no case '{name}'.");
    }

    return known;
}
