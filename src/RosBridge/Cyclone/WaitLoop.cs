using System.Collections.Concurrent;
using Forewarn.RosBridge.Cyclone.Native;

namespace Forewarn.RosBridge.Cyclone;

/// <summary>
/// Waits for any of many conditions and runs what belongs to those that hold, on the caller's thread. Nothing of ours
/// ever runs on a thread of CycloneDDS.
/// </summary>
internal sealed unsafe class WaitLoop
{
    private const nint WakeMark = 0;

    private readonly int _waitSet, _guard;
    private readonly ConcurrentDictionary<nint, Func<int>> _triggers = new();
    private nint[] _marks = new nint[64];
    private int _attached;
    private long _lastMark = WakeMark;

    public WaitLoop(int participant)
    {
        _waitSet = DdsError.Check(DdsNative.CreateWaitSet(participant), "wait set");
        _guard = DdsError.Check(DdsNative.CreateGuardCondition(participant), "guard condition");
        DdsError.Check(DdsNative.Attach(_waitSet, _guard, WakeMark), "guard condition");
    }

    public void Wake() => _ = DdsNative.SetGuardCondition(_guard, 1);

    /// <param name="onTriggered">Gives the number of samples it delivered.</param>
    /// <returns>What <see cref="Detach"/> takes.</returns>
    public nint Attach(int entity, Func<int> onTriggered)
    {
        nint mark = (nint)Interlocked.Increment(ref _lastMark);
        _triggers[mark] = onTriggered;
        Interlocked.Increment(ref _attached);
        DdsError.Check(DdsNative.Attach(_waitSet, entity, mark), "condition");
        return mark;
    }

    public void Detach(int entity, nint mark)
    {
        _ = DdsNative.Detach(_waitSet, entity);
        if (_triggers.TryRemove(mark, out _)) Interlocked.Decrement(ref _attached);
    }

    /// <summary>One round; callers take turns.</summary>
    public int Turn(TimeSpan timeout)
    {
        if (_marks.Length <= _attached) _marks = new nint[2 * _attached];
        int triggered;
        fixed (nint* marks = _marks) triggered = DdsNative.Wait(_waitSet, marks, (nuint)_marks.Length, NativeQos.Nanoseconds(timeout));
        int delivered = 0;
        for (int i = 0; i < Math.Min(triggered, _marks.Length); i++)
        {
            if (_marks[i] == WakeMark) _ = DdsNative.SetGuardCondition(_guard, 0);
            else if (_triggers.TryGetValue(_marks[i], out var onTriggered)) delivered += onTriggered();
        }
        return delivered;
    }
}
