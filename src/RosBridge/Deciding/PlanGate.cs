using Forewarn.Core;
using Forewarn.Steering;

namespace Forewarn.RosBridge;

/// <summary>
/// Stands before the action queue: a plan that was decided for an arm which has been held since, or for a wish that is no
/// longer the wish, is not executed, however good it was.
/// </summary>
public sealed class PlanGate(ActionQueue queue, ControlTick tick) : IPlanSink
{
    private long _holdsAtObservation, _revisionAtObservation;
    private long _revision, _dropped, _unguarded;

    /// <summary>Plans that came after a hold had begun or something else had been asked for.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Plans that no guard had passed; more than 0 is a fault of this program.</summary>
    public long Unguarded => Volatile.Read(ref _unguarded);

    /// <summary>Whether the last decision put a plan into the queue.</summary>
    public bool LastWasTaken { get; private set; }

    /// <summary>Rows handed out when the last plan was put into the queue.</summary>
    public long ConsumedAtDispatch { get; private set; }

    /// <summary>Something else is asked for: decisions under way come to nothing.</summary>
    public void Invalidate() => Interlocked.Increment(ref _revision);

    public void Observed(long index)
    {
        (_holdsAtObservation, _revisionAtObservation) = (tick.Holds, Volatile.Read(ref _revision));
        queue.Observed(index);
    }

    public void Dispatch(in Decision decision)
    {
        // The ladder never picks a plan that the guard did not pass; the arm is not moved on that promise alone.
        if (decision.Plan is not null && decision.Guard?.Findings[decision.Chosen].Safe != true)
        {
            Interlocked.Increment(ref _unguarded);
            LastWasTaken = false;
            return;
        }
        bool isStale = decision.Plan is not null
            && (tick.Holds != _holdsAtObservation || Volatile.Read(ref _revision) != _revisionAtObservation);
        LastWasTaken = decision.Plan is not null && !isStale;
        if (isStale)
        {
            Volatile.Write(ref _dropped, _dropped + 1);
            return;
        }
        ConsumedAtDispatch = queue.Consumed;
        queue.Dispatch(decision);
    }
}
