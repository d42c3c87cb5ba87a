namespace Orleans.Simulation.Cli.Views;

/// <summary>Shows messages on standard error, a line each, without markup: texts of users may hold anything.</summary>
internal static class ErrorView
{
    /// <summary>Shows what went wrong.</summary>
    public static void Show(IEnumerable<string> messages)
    {
        foreach (var message in messages)
        {
            Console.Error.WriteLine(message);
        }
    }

    /// <summary>Shows what the user should know.</summary>
    public static void ShowNotes(IEnumerable<string> notes) => Show(notes.Select(note => $"note: {note}"));
}
