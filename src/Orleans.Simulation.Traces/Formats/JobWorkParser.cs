using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Traces.Parsing;

namespace Orleans.Simulation.Traces.Formats;

/// <summary>
/// Reads how much work the jobs of one file are: how long they run, or what they compute, and notes what is wrong with that. A
/// row states exactly one of run time, FLOPs, and parameters with tokens; the fields of the others are blank.
/// </summary>
internal sealed class JobWorkParser
{
    private readonly ITableRow _row;
    private readonly CsvColumns _columns;
    private readonly bool _onlyRunTimes;
    private readonly int _runTime;
    private readonly int _flop;
    private readonly int _parameters;
    private readonly int _tokens;
    private readonly int _mfu;

    /// <summary>Makes a parser.</summary>
    /// <param name="row">The current row.</param>
    /// <param name="header">Where the columns are; of <see cref="CsvColumns.FindIssue"/> it has none.</param>
    /// <param name="columns">What they are called.</param>
    public JobWorkParser(ITableRow row, TableHeader header, CsvColumns columns)
    {
        (_row, _columns) = (row, columns);
        _runTime = header.IndexOf(columns.Work);
        (_flop, _parameters, _tokens, _mfu) = columns.Flops is { } flops
            ? (header.IndexOf(flops.Work), header.IndexOf(flops.Parameters), header.IndexOf(flops.Tokens), header.IndexOf(flops.Mfu))
            : (-1, -1, -1, -1);
        _onlyRunTimes = _flop < 0 && _parameters < 0;
    }

    private FlopColumns Flops => _columns.Flops!;

    /// <summary>The work of the current row, a run time or FLOPs; means nothing when the row has an issue.</summary>
    public (VirtualDuration RunTime, ModelFlops? Flops) Parse()
    {
        if (_onlyRunTimes || IsGiven(_runTime))
        {
            MustBeBlank(_columns.Work, _flop, _parameters, _tokens, _mfu);
            _row.Check(_runTime, DecimalSeconds.Parse(_row.Value(_runTime), out var runTime));
            return (new(runTime), null);
        }

        if (IsGiven(_flop))
        {
            MustBeBlank(Flops.Work, _parameters, _tokens);
            _row.Check(_flop, DecimalTeraflop.Parse(_row.Value(_flop), out var flop));
            return (VirtualDuration.Zero, new(flop, PerToken: 0) { Mfu = Mfu() });
        }

        if (IsGiven(_parameters) || IsGiven(_tokens))
        {
            return (VirtualDuration.Zero, Training() with { Mfu = Mfu() });
        }

        RejectNothing();
        return default;
    }

    private ModelFlops Training()
    {
        var isSound = Count(_parameters, Flops.Parameters, Flops.Tokens, ModelFlops.MaxParameters, out var parameters)
            & Count(_tokens, Flops.Tokens, Flops.Parameters, ModelFlops.MaxTokens, out var tokens);
        var training = ModelFlops.OfTraining(parameters, tokens);
        if (isSound && training.Count > ModelFlops.MaxStated)
        {
            _row.Reject(_tokens, "such that 6 x parameters x tokens are at most 10^28 FLOP");
        }

        return training;
    }

    private bool Count(int field, string name, string other, long most, out long count)
    {
        count = 0;
        return _row.Check(
            field, IsGiven(field) ? WholeNumber.Parse(_row.Value(field), name, most, out count) : $"given where {other} are given");
    }

    private int Mfu()
    {
        var mfu = 0;
        if (IsGiven(_mfu))
        {
            _row.Check(_mfu, DecimalShare.Parse(_row.Value(_mfu), out mfu));
        }

        return mfu;
    }

    private void RejectNothing()
    {
        var (field, others) = (-1, new List<string>());
        Offer(_runTime, _columns.Work);
        Offer(_flop, Flops.Work);
        Offer(_parameters, $"{Flops.Parameters} and {Flops.Tokens}");
        _row.Reject(field, $"given{string.Concat(others.Select(other => $", or {other}"))}");

        void Offer(int column, string name)
        {
            if (column >= 0 && field >= 0)
            {
                others.Add(name);
            }

            field = field < 0 ? column : field;
        }
    }

    private void MustBeBlank(string given, params ReadOnlySpan<int> fields)
    {
        foreach (var field in fields)
        {
            if (IsGiven(field))
            {
                _row.Reject(field, $"blank where {given} is given");
            }
        }
    }

    private bool IsGiven(int field) => field >= 0 && _row.Value(field).Length > 0;
}
