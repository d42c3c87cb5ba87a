using Orleans.Simulation.Core;

namespace Orleans.Simulation.Grains.Calls;

/// <summary>Admits the calls to one grain: in order, of one run and epoch, each window once.</summary>
/// <typeparam name="TReply">What the grain answers; object when it answers in several ways.</typeparam>
internal struct CallGate<TReply>
{
    private CallStamp _last;
    private TReply? _reply;
    private bool _isOpen;

    /// <summary>Admits the first call of an epoch; the gate is shut until <see cref="Open"/>.</summary>
    /// <param name="who">The grain, for messages.</param>
    /// <param name="stamp">Stamp of the call.</param>
    /// <returns>Whether the call is new; false: it repeats the last one.</returns>
    /// <exception cref="SimulationFaultException">The stamp belongs to another run or an earlier epoch.</exception>
    public bool Begin(IAddressable who, CallStamp stamp)
    {
        if (_isOpen && stamp == _last)
        {
            return false;
        }

        if (_isOpen && (stamp.Run != _last.Run || stamp.Epoch <= _last.Epoch))
        {
            throw Refused(who, stamp, $"it is in {_last}");
        }

        (_isOpen, _last, _reply) = (false, stamp, default);
        return true;
    }

    /// <summary>Opens the gate once the first call of an epoch has made the grain's process.</summary>
    public TReply Open(TReply reply)
    {
        _isOpen = true;
        return Answer(reply);
    }

    /// <summary>Admits a call.</summary>
    /// <param name="who">The grain, for messages.</param>
    /// <param name="stamp">Stamp of the call.</param>
    /// <returns>Whether the call is new; false: <see cref="Reply"/> is the answer.</returns>
    /// <exception cref="SimulationFaultException">
    /// The grain is uninitialised because its state was lost, or the call is not of this epoch or not in order.
    /// </exception>
    public bool Admit(IAddressable who, CallStamp stamp)
    {
        if (!_isOpen)
        {
            throw Refused(who, stamp, "it is uninitialised: its state was lost, or the run did not begin here");
        }

        if (stamp == _last)
        {
            return false;
        }

        if (stamp.Run != _last.Run || stamp.Epoch != _last.Epoch || stamp.Window < _last.Window)
        {
            throw Refused(who, stamp, $"it is in {_last}");
        }

        _last = stamp;
        _reply = default;
        return true;
    }

    /// <summary>The answer to the last call that was admitted.</summary>
    /// <typeparam name="T">How that call was answered.</typeparam>
    /// <exception cref="SimulationFaultException">That call failed, or was of another kind.</exception>
    public readonly T Reply<T>(IAddressable who) => _reply is T reply
        ? reply
        : throw Refused(who, _last, "the call that it repeats gave no answer of this kind");

    /// <summary>Notes the answer to the call that was admitted.</summary>
    public TReply Answer(TReply reply)
    {
        _reply = reply;
        return reply;
    }

    private static SimulationFaultException Refused(IAddressable who, CallStamp stamp, string why) =>
        new($"{who.GetGrainId().Type} {new GrainKey(who.GetPrimaryKeyLong())} refuses {stamp}: {why}");
}
