using System;

namespace ROS2;

public sealed class GuardCondition(Action callback) : Waitable
{
    private bool _triggered;

    internal override bool IsReady => _triggered;

    public void Trigger() => Bus.Notify(() => _triggered = true);

    internal override void Take()
    {
        if (!_triggered) return;
        _triggered = false;
        callback();
    }
}
