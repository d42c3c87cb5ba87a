using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Brokers;

/// <summary>Decides which data center gets a job, and when it joins the queue there.</summary>
/// <remarks>
/// It decides at the submission, by what it knows without asking: hardware, rates as functions of time, and the books that it
/// keeps itself of what it has sent where. So only the sequence of arrivals counts, and neither windows nor silos do. Books are
/// kept where the policy needs them.
/// <para>
/// Parts of a job come one after the other at the same instant. Each goes to a data center without another one as long as there is
/// such a one that can take it. Parts of a gang do so always: two in one could wait for each other.
/// </para>
/// <para>Jobs that fit nowhere go to the largest data center that they accept, which rejects them; they are in no book.</para>
/// </remarks>
internal sealed class Broker
{
    private readonly BrokerPlan _plan;
    private readonly BrokeredDataCenter[] _dataCenters;
    private readonly long[] _asked;
    private readonly Int128[] _sent;
    private readonly Int128[] _postponedWork;
    private readonly PriorityQueue<PostponedJob, (VirtualTime Release, int Job)> _postponed = new();
    private readonly IReadOnlyList<IReadOnlyList<int>> _everywhere;
    private readonly List<Offer> _offers = [];
    private readonly HashSet<int> _partsAt = [];

    /// <summary>Makes a broker that has not had a job yet.</summary>
    /// <param name="plan">How it decides.</param>
    /// <param name="dataCenters">The data centers of the fleet.</param>
    public Broker(BrokerPlan plan, IReadOnlyList<DataCenterPlan> dataCenters)
        : this(plan, dataCenters, index => plan.KeepsBooks ? new ChipBook(dataCenters[index].LargestJob) : null)
    {
    }

    /// <summary>Makes a broker as it was at a checkpoint.</summary>
    /// <param name="plan">How it decides.</param>
    /// <param name="dataCenters">The data centers of the fleet.</param>
    /// <param name="saved">What it knew.</param>
    public Broker(BrokerPlan plan, IReadOnlyList<DataCenterPlan> dataCenters, BrokerSnapshot saved)
        : this(plan, dataCenters, index => plan.KeepsBooks ? new ChipBook(saved.Books[index]) : null)
    {
        (_asked, _sent) = ([.. saved.Asked], [.. saved.Sent]);
        foreach (var job in saved.Postponed)
        {
            Postpone(job);
        }
    }

    private Broker(BrokerPlan plan, IReadOnlyList<DataCenterPlan> dataCenters, Func<int, ChipBook?> book)
    {
        _plan = plan;
        _dataCenters = [.. dataCenters.Select((each, index) => new BrokeredDataCenter(each, book(index), plan.NeedsRunTimes))];
        _asked = new long[_dataCenters.Length];
        _sent = new Int128[_dataCenters.Length];
        _postponedWork = new Int128[_dataCenters.Length];
        _everywhere = [[.. Enumerable.Range(0, _dataCenters.Length)]];
    }

    /// <summary>Decides about a job; jobs come in the order of their submission and number.</summary>
    public Placement Place(JobArrival job)
    {
        MoveTo(job.Submit);
        var terms = _plan.TermsOf(job.Source);
        IReadOnlyList<IReadOnlyList<int>> accepted =
            job.DataCenter != JobArrival.AnyDataCenter ? [[job.DataCenter]]
            : terms.Affinity.Count > 0 ? terms.Affinity
            : _everywhere;
        if (job.Part is null or { Index: 0 })
        {
            _partsAt.Clear();
        }

        Ask(job, accepted, terms.Shift, besides: _partsAt);
        if (_offers.Count == 0 && _partsAt.Count > 0 && !terms.IsGang)
        {
            Ask(job, accepted, terms.Shift, besides: []);
        }

        if (_offers.Count == 0)
        {
            return new(accepted.SelectMany(each => each).MaxBy(index => _dataCenters[index].Chips), VirtualDuration.Zero, Fits: false);
        }

        LeaveOutLongWaits();
        var offer = Choose(job);
        Note(job, offer);
        _partsAt.Add(offer.DataCenter);
        return new(offer.DataCenter, offer.Release - job.Submit, Fits: true);
    }

    /// <summary>Says all that the broker knows.</summary>
    public BrokerSnapshot Save() => new(
        [.. _asked],
        [.. _sent],
        [.. _dataCenters.Select(each => each.Book).OfType<ChipBook>().Select(book => book.Save())],
        [.. _postponed.UnorderedItems.OrderBy(each => each.Priority).Select(each => each.Element)]);

    /// <summary>Books the jobs whose postponement is over by an instant, each at its own.</summary>
    private void MoveTo(VirtualTime now)
    {
        while (_postponed.TryPeek(out var job, out _) && job.Release <= now)
        {
            _postponed.Dequeue();
            _postponedWork[job.DataCenter] -= WorkOf(job.Chips, job.Service);
            var book = _dataCenters[job.DataCenter].Book!;
            book.MoveTo(job.Release);
            book.Add(job.Job, job.Chips, job.Service);
        }

        foreach (var dataCenter in _dataCenters)
        {
            dataCenter.Book?.MoveTo(now);
        }
    }

    /// <summary>
    /// Has all data centers that a job accepts and that are large enough make an offer, in the order of preference, besides some.
    /// </summary>
    private void Ask(
        JobArrival job, IReadOnlyList<IReadOnlyList<int>> accepted, JobShift? shift, HashSet<int> besides)
    {
        _offers.Clear();
        for (var rank = 0; rank < accepted.Count; rank++)
        {
            foreach (var index in accepted[rank])
            {
                if (_dataCenters[index].CanStart(job) && !besides.Contains(index))
                {
                    _offers.Add(_dataCenters[index].OfferFor(job, rank, shift));
                }
            }
        }
    }

    /// <summary>
    /// Leaves out where a job would wait too long; where it would everywhere, all but where it waits the least.
    /// </summary>
    private void LeaveOutLongWaits()
    {
        if (_plan.MaxWait is { } most)
        {
            var allowed = VirtualDuration.Max(most, _offers.Min(offer => offer.Wait));
            _offers.RemoveAll(offer => offer.Wait > allowed);
        }
    }

    private Offer Choose(JobArrival job)
    {
        switch (_plan.Policy)
        {
            case BrokerPolicy.FewestAsked:
                return Least(_offers, offer => (_asked[offer.DataCenter], ChipsOf(offer)));
            case BrokerPolicy.FirstFit:
                return _offers.FindIndex(HasRoom) is >= 0 and var first ? _offers[first] : LeastLoaded(_offers);
            case BrokerPolicy.LeastLoaded:
                return LeastLoaded(_offers);
            case BrokerPolicy.Cheapest:
                return Least(_offers, offer =>
                    (_dataCenters[offer.DataCenter].CostOf(_plan.Cost, job, offer.Start, offer.Service), 1));
            case BrokerPolicy.Greenest:
                return Least(_offers, offer =>
                    (_dataCenters[offer.DataCenter].EnergyOf(job, offer.Start, offer.Service).Carbon, 1));
            case BrokerPolicy.Fastest:
                return Least(_offers, offer => (offer.End.Microseconds, 1));
            case BrokerPolicy.Affinity:
                return LeastLoaded(WithRoomAndLikedBest() is { Count: > 0 } liked ? liked : _offers);
            default:
                return Least(_offers, offer => (_sent[offer.DataCenter], WeightOf(offer)));
        }
    }

    private static bool HasRoom(Offer offer) => offer.Wait == VirtualDuration.Zero;

    private List<Offer> WithRoomAndLikedBest()
    {
        var withRoom = _offers.FindAll(HasRoom);
        var rank = withRoom.Count > 0 ? withRoom.Min(offer => offer.Rank) : 0;
        return withRoom.FindAll(offer => offer.Rank == rank);
    }

    private Offer LeastLoaded(List<Offer> offers) => Least(offers, offer =>
        (_dataCenters[offer.DataCenter].Book!.Outstanding + _postponedWork[offer.DataCenter], ChipsOf(offer)));

    private long ChipsOf(Offer offer) => _dataCenters[offer.DataCenter].Chips;

    private long WeightOf(Offer offer) => _plan.Weights.Count > 0 ? _plan.Weights[offer.DataCenter] : 1;

    /// <summary>The first of the offers with the least amount, each for its own size.</summary>
    private static Offer Least(List<Offer> offers, Func<Offer, (Int128 Amount, long Size)> measure)
    {
        var best = offers[0];
        var least = measure(best);
        for (var index = 1; index < offers.Count; index++)
        {
            var other = measure(offers[index]);
            if (other.Amount * least.Size < least.Amount * other.Size)
            {
                (best, least) = (offers[index], other);
            }
        }

        return best;
    }

    /// <summary>Notes what has been decided.</summary>
    private void Note(JobArrival job, Offer offer)
    {
        _asked[offer.DataCenter] += job.Chips;
        _sent[offer.DataCenter] += WorkOf(job.Chips, offer.Service);
        if (offer.Release > job.Submit)
        {
            Postpone(new(offer.Release, job.Number, offer.DataCenter, job.Chips, offer.Service));
        }
        else
        {
            _dataCenters[offer.DataCenter].Book?.Add(job.Number, job.Chips, offer.Service);
        }
    }

    private void Postpone(PostponedJob job)
    {
        _postponed.Enqueue(job, (job.Release, job.Job));
        _postponedWork[job.DataCenter] += WorkOf(job.Chips, job.Service);
    }

    private static Int128 WorkOf(int chips, VirtualDuration service) => Math.BigMul(service.Microseconds, (long)chips);
}
