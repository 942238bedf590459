using System;
using System.Collections.Generic;

namespace ROS2;

public abstract class Subscription : Waitable
{
    internal abstract void Put(object message);
}

public class Subscription<T>(Action<T> callback, QosProfile qos) : Subscription
    where T : IRosMessage, new()
{
    private readonly Queue<T> _queue = [];

    internal override bool IsReady => _queue.Count > 0;

    internal override void Put(object message) => Bus.Notify(() =>
    {
        _queue.Enqueue((T)message);
        if (_queue.Count > qos.Depth) _queue.Dequeue();
    });

    internal override void Take()
    {
        if (TryDequeue(_queue, out T message)) callback(message);
    }
}
