using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>
/// Feeds rows to the controller at its own rate. A new plan is merged by <em>measured</em> consumption: the rows that
/// were executed since its observation are skipped, whatever the latency was thought to be. At the seam the command
/// moves by at most a given step per row and column until it has caught up with the plan.
/// </summary>
/// <remarks>
/// One thread takes, any thread dispatches. Publishing is one atomic exchange, so the tick never waits, and
/// <see cref="TryTake"/> allocates nothing. Angles in a plan must be continuous: the seam does not wrap them.
/// </remarks>
public sealed class ActionQueue : IPlanSink
{
    private const int Marks = 16;

    private readonly ActionSpec _spec;
    private readonly float[] _largestStep;
    private readonly int _horizon;
    private readonly bool _increments;

    // Dispatching side.
    private readonly Lock _marking = new();
    private readonly (long Index, long Consumed)[] _marks = new (long, long)[Marks];
    private int _nextMark;
    private QueuedPlan? _incoming;

    // Taking side.
    private readonly float[] _target;
    private QueuedPlan? _plan;
    private int _row;
    private bool _hasTarget;
    private bool _isStopped;
    private bool _onSeam;

    // Written by the taking side, read by all.
    private long _consumed;
    private long _expired;
    private int _remaining;

    /// <param name="largestStep"><c>[A]</c>, largest change of each column per row at a seam.</param>
    /// <param name="horizon"><c>Ta</c>, rows of a plan that may be executed.</param>
    /// <exception cref="ForewarnException">The sizes disagree or a step is not positive.</exception>
    public ActionQueue(ActionSpec spec, float[] largestStep, int horizon)
    {
        Shape.Require("largest step", largestStep.Length, ("A", spec.Width));
        if (!largestStep.All(s => s > 0) || horizon < 1)
            throw ForewarnException.Of("action queue", $"steps [{string.Join(", ", largestStep)}], horizon {horizon}",
                "positive steps and 1 or more rows", "Correct the configuration.", ExitCode.Usage);
        (_spec, _largestStep, _horizon) = (spec, [.. largestStep], horizon);
        (_increments, _target) = (spec.Representation == "delta", new float[spec.Width]);
        Array.Fill(_marks, (-1, 0));
    }

    /// <summary>Plan rows handed out so far; repeated targets do not count.</summary>
    public long Consumed => Volatile.Read(ref _consumed);

    /// <summary>Plans that arrived when all their rows lay in the past.</summary>
    public long Expired => Volatile.Read(ref _expired);

    /// <summary>Rows of the current plan that were not taken yet.</summary>
    public int Remaining => Volatile.Read(ref _remaining);

    /// <summary>
    /// Begins an episode: forgets plans and marks and sets the present target of the controller, so that the very first
    /// plan has a seam too. Call it from the thread that takes, while no decision is under way.
    /// </summary>
    /// <param name="target"><c>[A]</c>.</param>
    public void Start(ReadOnlySpan<float> target)
    {
        Shape.Require("start target", target.Length, ("A", _spec.Width));
        lock (_marking) Array.Fill(_marks, (-1, 0));
        Interlocked.Exchange(ref _incoming, null);
        target.CopyTo(_target);
        (_plan, _onSeam, _hasTarget, _isStopped) = (null, false, true, false);
        Volatile.Write(ref _remaining, 0);
    }

    /// <summary>
    /// Tells where the arm is after a stop, during which nobody commands it: the next plan then has its seam from there.
    /// Plans and marks stay. Call it from the thread that takes.
    /// </summary>
    /// <param name="target"><c>[A]</c>.</param>
    public void Rebase(ReadOnlySpan<float> target)
    {
        Shape.Require("rebased target", target.Length, ("A", _spec.Width));
        target.CopyTo(_target);
        _hasTarget = true;
    }

    /// <inheritdoc/>
    /// <remarks>Within an episode an index names one decision; it is not used again.</remarks>
    public void Observed(long index)
    {
        lock (_marking)
        {
            foreach ((long known, _) in _marks) if (known == index) return;
            _marks[_nextMark++ % Marks] = (index, Consumed);
        }
    }

    /// <exception cref="ForewarnException">The plan has another action representation than the queue.</exception>
    public void Dispatch(in Decision decision)
    {
        long observedAt = Forget(decision.Index);
        if (decision.Plan is not { } plan)
        {
            if (decision.Rung == Rung.Stop) Interlocked.Exchange(ref _incoming, QueuedPlan.Stop);
            else Hold();
            return;
        }
        if (!plan.Spec.Matches(_spec))
            throw ForewarnException.Of("dispatched plan", $"{plan.Spec}", $"{_spec}",
                "Give the queue the action spec of the policy package.");
        var queued = new QueuedPlan(QueuedKind.Plan, plan.Values, Math.Min(plan.Steps, _horizon), observedAt);
        Interlocked.Exchange(ref _incoming, queued);
    }

    /// <summary>Takes the next row.</summary>
    /// <param name="row"><c>[A]</c>; left alone when there is nothing to do.</param>
    /// <returns>False when stopped, and before the first target; then the controller should not be commanded.</returns>
    public bool TryTake(Span<float> row)
    {
        if (Interlocked.Exchange(ref _incoming, null) is { } incoming) Accept(incoming);
        if (_plan is null) return TakeHold(row);

        ReadOnlySpan<float> wanted = _plan.Values.AsSpan(_row * _target.Length, _target.Length);
        if (_onSeam) _onSeam = Approach(wanted);
        else wanted.CopyTo(_target);
        _target.CopyTo(row);
        _hasTarget = true;
        if (++_row == _plan.Rows) _plan = null;
        Volatile.Write(ref _remaining, _plan is null ? 0 : _plan.Rows - _row);
        Volatile.Write(ref _consumed, _consumed + 1);
        return true;
    }

    /// <summary>A hold may not overtake a stop that the tick has not seen yet.</summary>
    private void Hold()
    {
        QueuedPlan? seen = Volatile.Read(ref _incoming);
        while (seen?.Kind != QueuedKind.Stop)
        {
            QueuedPlan? found = Interlocked.CompareExchange(ref _incoming, QueuedPlan.Hold, seen);
            if (ReferenceEquals(found, seen)) return;
            seen = found;
        }
    }

    /// <summary>Consumption at the observation of a decision, once; an unmarked decision counts from now.</summary>
    private long Forget(long index)
    {
        lock (_marking)
        {
            for (int i = 0; i < Marks; i++)
            {
                if (_marks[i].Index != index) continue;
                long consumed = _marks[i].Consumed;
                _marks[i] = (-1, 0);
                return consumed;
            }
            return Consumed;
        }
    }

    private void Accept(QueuedPlan incoming)
    {
        long skip = _consumed - incoming.ObservedAt;
        bool isUseful = incoming.Kind == QueuedKind.Plan && skip < incoming.Rows;
        if (incoming.Kind == QueuedKind.Plan && !isUseful) Volatile.Write(ref _expired, _expired + 1);
        if (incoming.Kind == QueuedKind.Stop) (_isStopped, _hasTarget) = (true, false);
        if (isUseful) _isStopped = false;
        _plan = isUseful ? incoming : null;
        _row = isUseful ? (int)skip : 0;
        _onSeam = isUseful && _hasTarget;
        Volatile.Write(ref _remaining, isUseful ? incoming.Rows - _row : 0);
    }

    /// <summary>Moves the target toward a row by at most the allowed step; true while it has not arrived.</summary>
    private bool Approach(ReadOnlySpan<float> wanted)
    {
        bool isBehind = false;
        for (int i = 0; i < _target.Length; i++)
        {
            float gap = wanted[i] - _target[i], most = _largestStep[i];
            isBehind |= Math.Abs(gap) > most;
            _target[i] = Math.Abs(gap) > most ? _target[i] + MathF.CopySign(most, gap) : wanted[i];
        }
        return isBehind;
    }

    /// <summary>Holding repeats an absolute target; for increments it is no motion.</summary>
    private bool TakeHold(Span<float> row)
    {
        if (!_hasTarget || _isStopped) return false;
        if (_increments) Array.Clear(_target);
        _target.CopyTo(row);
        return true;
    }
}
