using Forewarn.Core;
using Forewarn.Steering;

namespace Forewarn.RosBridge;

/// <summary>
/// What happens every control period: take the next row of the action queue, or hold and know why, and command the
/// joints. Between two rows the plan is interpolated. One thread calls <see cref="Step"/>; it never waits for a decision,
/// a model or a lock that others hold for long, and allocates nothing.
/// </summary>
public sealed class ControlTick
{
    /// <summary>
    /// Measurements in a row that must agree before the arm's place is believed against the command: one corrupted
    /// message must not send the arm anywhere.
    /// </summary>
    private const int Agreeing = 3;

    /// <summary>Change between two measurements, rad or m, on top of what the largest speed explains, that still agrees.</summary>
    private const double Agreement = 0.05;

    private readonly ActionQueue _queue;
    private readonly IPlanActuation _actuation;
    private readonly JointSnapshot _measured;
    private readonly ICommandSink _sink;
    private readonly ControlOptions _options;
    private readonly TimeProvider _time;
    private readonly TimeSpan _silence;
    private readonly int _ticksPerRow;
    private readonly double[] _largestMove;

    private readonly float[] _row, _from, _to, _next;
    private readonly double[] _positions, _velocities, _previous, _command, _first, _second;
    private long _measuredAt;
    private int _agreeing;
    private int _tickOfRow;
    private bool _hasCommand, _isBehind;
    private int _failedCommands;

    private int _outside = (int)HoldCause.Inactive;
    private int _cause = (int)HoldCause.Inactive;
    private long _holds, _clamped, _undelivered, _steps;

    /// <exception cref="ForewarnException">The options do not fit the plans.</exception>
    public ControlTick(
        ActionSpec spec, ActionQueue queue, IPlanActuation actuation, JointSnapshot measured, ICommandSink sink,
        ControlOptions options, TimeProvider time)
    {
        (_queue, _actuation, _measured, _sink, _options, _time) = (queue, actuation, measured, sink, options.Validated(spec), time);
        Shape.Require("measured joints", measured.Count, ("C", actuation.Joints.Count));
        _ticksPerRow = (int)Math.Round(options.RateHz / spec.RateHz);
        _silence = TimeSpan.FromMilliseconds(options.JointStatesMs);
        _largestMove = [.. actuation.MaxVelocities.Select(v => v / options.RateHz)];
        (_row, _from, _to, _next) = (new float[spec.Width], new float[spec.Width], new float[spec.Width], new float[spec.Width]);
        int joints = measured.Count;
        (_positions, _velocities, _command) = (new double[joints], new double[joints], new double[joints]);
        (_first, _second, _previous) = (new double[joints], new double[joints], new double[joints]);
    }

    /// <summary>Hold that the node orders from outside; <see cref="HoldCause.None"/> to follow the queue.</summary>
    public HoldCause Outside
    {
        get => (HoldCause)Volatile.Read(ref _outside);
        set => Volatile.Write(ref _outside, (int)value);
    }

    /// <summary>What the last step did.</summary>
    public HoldCause Cause => (HoldCause)Volatile.Read(ref _cause);

    /// <summary>
    /// Grows whenever a hold begins. A decision that was begun under another number was made for an arm that has been
    /// elsewhere since, and must not be executed.
    /// </summary>
    public long Holds => Volatile.Read(ref _holds);

    /// <summary>Steps so far.</summary>
    public long Steps => Volatile.Read(ref _steps);

    /// <summary>Steps in which a joint would have moved faster than it may.</summary>
    public long Clamped => Volatile.Read(ref _clamped);

    /// <summary>Commands that the transport did not take in time.</summary>
    public long Undelivered => Volatile.Read(ref _undelivered);

    /// <summary>The last commanded joints, for tests and diagnostics; changes under the reader's hands.</summary>
    public ReadOnlySpan<double> Command => _command;

    /// <summary>One control period.</summary>
    public void Step()
    {
        Volatile.Write(ref _steps, _steps + 1);
        bool isMeasured = _measured.TryRead(_positions, _velocities, out long received);
        if (isMeasured) Compare(received);
        HoldCause cause = CauseNow(isMeasured, received);
        if (cause == HoldCause.None) cause = Follow();
        if (cause != HoldCause.None) Hold(cause);
        Volatile.Write(ref _cause, (int)cause);
        if (cause != HoldCause.Inactive) _sink.AssertLiveliness();
    }

    private HoldCause CauseNow(bool isMeasured, long received)
    {
        HoldCause outside = Outside;
        if (outside is HoldCause.Inactive or HoldCause.EmergencyStop) return outside;
        if (!isMeasured || _time.GetElapsedTime(received) > _silence) return HoldCause.JointStatesSilent;
        if (outside != HoldCause.None) return outside;
        if (_failedCommands >= _options.FailedCommands) return HoldCause.ControllerStuck;
        if (!_hasCommand) return HoldCause.NotTracking;
        return _agreeing >= Agreeing && !IsTracking() ? HoldCause.NotTracking : HoldCause.None;
    }

    /// <summary>Counts the measurements in a row that one moving arm can have given.</summary>
    private void Compare(long received)
    {
        if (received == _measuredAt) return;
        double seconds = Math.Min(1, _time.GetElapsedTime(_measuredAt, received).TotalSeconds);
        bool agrees = _measuredAt != 0;
        for (int j = 0; j < _positions.Length; j++)
            agrees &= Math.Abs(_positions[j] - _previous[j]) <= _actuation.MaxVelocities[j] * seconds + Agreement;
        _agreeing = agrees ? Math.Min(_agreeing + 1, Agreeing) : 0;
        _measuredAt = received;
        _positions.CopyTo(_previous, 0);
    }

    private bool IsTracking()
    {
        for (int j = 0; j < _command.Length; j++)
            if (_actuation.Tracked[j] && Math.Abs(_positions[j] - _command[j]) > _options.TrackingTolerance) return false;
        return true;
    }

    /// <summary>Commands the next piece of the queue's row.</summary>
    private HoldCause Follow()
    {
        if (_tickOfRow == 0)
        {
            long consumed = _queue.Consumed;
            _row.CopyTo(_from, 0);
            if (!_queue.TryTake(_to)) return HoldCause.Stopped;
            // A held target is looked at again in the next tick: a plan that arrives then does not wait for a whole row.
            if (_queue.Consumed == consumed) return Stay();
        }
        _tickOfRow++;
        Between(_tickOfRow, _row);
        Between(Math.Min(_tickOfRow + 1, _ticksPerRow), _next);
        if (_tickOfRow == _ticksPerRow) _tickOfRow = 0;
        return Move(_row, _next);
    }

    /// <summary>
    /// Nothing is planned: the arm stands still. Solving for the same pose again would let the redundant joints drift; only
    /// what the speed limits have kept back is still made good.
    /// </summary>
    private HoldCause Stay()
    {
        if (_isBehind) return Move(_row, _row);
        Send(_command, _command);
        return HoldCause.None;
    }

    private void Between(int tick, float[] row)
    {
        float share = (float)tick / _ticksPerRow;
        for (int i = 0; i < row.Length; i++) row[i] = tick == _ticksPerRow ? _to[i] : _from[i] + share * (_to[i] - _from[i]);
    }

    private HoldCause Move(float[] row, float[] next)
    {
        if (!_actuation.TryMap(row, _first)) return HoldCause.OutOfReach;
        if (!_actuation.TryMap(next, _second)) _first.CopyTo(_second, 0);
        _isBehind = Limit(_command, _first);
        if (_isBehind) Volatile.Write(ref _clamped, _clamped + 1);
        Limit(_first, _second);
        _first.CopyTo(_command, 0);
        Send(_first, _second);
        return HoldCause.None;
    }

    /// <summary>Shortens the whole move when one joint would be too fast.</summary>
    private bool Limit(double[] from, double[] to)
    {
        double most = 1;
        for (int j = 0; j < to.Length; j++)
        {
            double move = Math.Abs(to[j] - from[j]);
            if (move > _largestMove[j]) most = Math.Min(most, _largestMove[j] / move);
        }
        if (most >= 1) return false;
        for (int j = 0; j < to.Length; j++) to[j] = from[j] + most * (to[j] - from[j]);
        return true;
    }

    private void Send(double[] first, double[] second)
    {
        if (_sink.Command(first, second))
        {
            _failedCommands = 0;
            return;
        }
        Volatile.Write(ref _undelivered, _undelivered + 1);
        if (_failedCommands < int.MaxValue) _failedCommands++;
    }

    /// <summary>Keeps the arm where it is commanded, or where it is if it cannot be there, and forgets the plan.</summary>
    private void Hold(HoldCause cause)
    {
        bool begins = Cause != cause;
        if (begins) Volatile.Write(ref _holds, _holds + 1);
        (_tickOfRow, _isBehind) = (0, false);
        bool isElsewhere = !_hasCommand || cause is HoldCause.NotTracking or HoldCause.Stopped or HoldCause.Inactive;
        if (isElsewhere && _agreeing >= Agreeing)
        {
            _positions.CopyTo(_command, 0);
            _hasCommand = true;
        }
        if (!_hasCommand) return;
        if (isElsewhere || begins)
        {
            _actuation.Start(_command);
            _actuation.Describe(_command, _row);
        }
        if (cause == HoldCause.Stopped) _queue.Rebase(_row);
        else _queue.Start(_row);
        // Inactive and stopped: the controller is left alone.
        if (cause is not (HoldCause.Inactive or HoldCause.Stopped)) Send(_command, _command);
    }
}
