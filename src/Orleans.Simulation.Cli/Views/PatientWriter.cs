using System.Text;

namespace Orleans.Simulation.Cli.Views;

/// <summary>Writes to a standard stream that may break, by a full disk or a closed pipe: a run goes on without listeners.</summary>
internal sealed class PatientWriter(TextWriter target) : TextWriter
{
    private bool _isBroken;

    public override Encoding Encoding => target.Encoding;

    public override void Write(char value) => Try(() => target.Write(value));

    public override void Write(string? value) => Try(() => target.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(() => target.Write(buffer, index, count));

    public override void WriteLine(string? value) => Try(() => target.WriteLine(value));

    public override void Flush() => Try(target.Flush);

    private void Try(Action write)
    {
        if (_isBroken)
        {
            return;
        }

        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _isBroken = true;
        }
    }
}
