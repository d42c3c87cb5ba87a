using System.CommandLine;
using Orleans.Simulation.Swarm;
using Orleans.Simulation.Swarm.Plans;

const int DefaultSeeds = 25;

var seeds = Count("--seeds", "How many seeds are played.", DefaultSeeds);
var from = Count("--from", "The first of them.", 1);
var seed = new Option<int?>("--seed") { Description = "Plays this seed alone, as when it failed.", HelpName = "N" };
var mode = new Option<Mode?>("--mode")
{
    Description = "process: all in one process; silos: all on silos of their own; cluster: all submitted to one; reference: the "
        + "reference engine alone, whose results are checked, hundreds of seeds in a minute. Default: drawn from the others.",
    HelpName = "process|silos|cluster|reference",
};
var keep = new Option<bool>("--keep") { Description = "Keeps the folders of seeds that passed, too." };
var command = new RootCommand(
    "Plays random scenarios with real processes that are killed, stopped and started again, and checks what comes out.")
{
    seeds, from, seed, mode, keep,
};
command.SetAction(async (parsed, cancellation) =>
{
    int[] chosen = parsed.GetValue(seed) is { } only
        ? [only]
        : [.. Enumerable.Range(parsed.GetValue(from), parsed.GetValue(seeds))];
    await using var session = new SwarmSession(new(chosen, parsed.GetValue(mode), parsed.GetValue(keep)));
    try
    {
        return await session.RunAsync(cancellation) ? 0 : 1;
    }
    catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
    {
        Console.Error.WriteLine("Interrupted.");
        return 130;
    }
});
return await command.Parse(args).InvokeAsync();

static Option<int> Count(string name, string description, int byDefault)
{
    var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => byDefault };
    option.Validators.Add(result =>
    {
        if (result.Tokens is [var token] && (!int.TryParse(token.Value, out var value) || value < 1))
        {
            result.AddError($"{name}: is \"{token.Value}\", must be a number from 1 up");
        }
    });
    return option;
}
