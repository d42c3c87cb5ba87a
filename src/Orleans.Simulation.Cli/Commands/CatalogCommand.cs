using System.CommandLine;
using Orleans.Simulation.Cli.Execution;
using Orleans.Simulation.Cli.Views;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Driver.Runs;
using Orleans.Simulation.Scenarios.Catalog;
using Orleans.Simulation.Scenarios.Validation;

namespace Orleans.Simulation.Cli.Commands;

/// <summary><c>catalog</c>: what is known of chips, hosts and racks, and where from.</summary>
internal static class CatalogCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Interruption interruption) =>
        new("catalog", "Shows chip and rack types with the source of every figure.")
        {
            List(interruption), Show(interruption), Compare(interruption),
        };

    private static Command List(Interruption interruption) => Create(
        new("list", "Lists the chip and rack types."),
        interruption,
        (_, catalog, isJson) =>
        {
            if (isJson)
            {
                CatalogJson.Write(catalog);
            }
            else
            {
                CatalogView.ShowList(catalog);
            }
        });

    private static Command Show(Interruption interruption)
    {
        var name = new Argument<string>("NAME") { Description = "Name of a chip or rack type." };
        return Create(
            new("show", "Shows every figure of a chip type and its racks, or of a rack type.") { name.RefusingOptions() },
            interruption,
            (parsed, catalog, isJson) =>
            {
                var type = HardwareEntry.Find(catalog, parsed.GetValue(name)!)
                    ?? throw new InvalidInputException([Unknown(catalog, parsed.GetValue(name)!)]);
                if (isJson)
                {
                    CatalogJson.Write(type, catalog);
                }
                else
                {
                    CatalogView.Show(type, catalog);
                }
            });
    }

    private static Command Compare(Interruption interruption)
    {
        var names = new Argument<string[]>("NAME")
        {
            Description = "Names of chip types, or of rack types.",
            Arity = new ArgumentArity(1, CatalogView.MaxCompared),
        };
        names.Validators.Add(result =>
        {
            if (result.Tokens is [var alone])
            {
                result.AddError($"NAME: is {alone.Value} alone, must be two types at least");
            }

            foreach (var token in result.Tokens.Where(token => token.Value.StartsWith('-')))
            {
                result.AddError($"Unrecognized option '{token.Value}'.");
            }
        });
        return Create(
            new("compare", "Shows types side by side.") { names },
            interruption,
            (parsed, catalog, isJson) =>
            {
                var types = Find(catalog, parsed.GetValue(names)!);
                if (isJson)
                {
                    CatalogJson.Write(types);
                }
                else
                {
                    CatalogView.Compare(types);
                }
            });
    }

    private static List<HardwareEntry> Find(HardwareCatalog catalog, IReadOnlyList<string> names)
    {
        var issues = names
            .Where(name => HardwareEntry.Find(catalog, name) is null)
            .Select(name => Unknown(catalog, name))
            .ToList();
        var types = names.Select(name => HardwareEntry.Find(catalog, name)).OfType<HardwareEntry>().ToList();
        if (types.Select(type => type.Kind).Distinct(StringComparer.Ordinal).Count() > 1)
        {
            issues.Add(new(
                "NAME",
                string.Join(" and ", types.Select(type => $"the {type.Kind} {type.Name}")),
                "chip types only or rack types only"));
        }

        return issues.Count == 0 ? types : throw new InvalidInputException(issues);
    }

    private static InputIssue Unknown(HardwareCatalog catalog, string name) =>
        ScenarioValidator.Unknown("NAME", name, [.. catalog.ChipTypes.Keys, .. catalog.RackTypes.Keys]);

    private static Command Create(Command command, Interruption interruption, Action<ParseResult, HardwareCatalog, bool> show)
    {
        var file = new Option<string?>("--with")
        {
            Description = "A scenario, or a YAML file with chipTypes and rackTypes, whose types add to those of the catalog.",
            HelpName = "FILE",
        };
        var json = new Option<bool>("--json") { Description = "Writes JSON." };
        command.Options.Add(file);
        command.Options.Add(json);
        command.SetAction((parsed, _) => Guarded.RunAsync(
            () =>
            {
                var catalog = parsed.GetValue(file) is { } path
                    ? PreparedRun.NewLoader().LoadHardware(path)
                    : HardwareCatalog.BuiltIn;
                show(parsed, catalog, parsed.GetValue(json));
                return Task.FromResult(ExitCode.Done);
            },
            interruption.Token));
        return command;
    }
}
