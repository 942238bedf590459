using System.Collections.Generic;

namespace ROS2;

/// <summary>Something that a wait set holds.</summary>
public abstract class Waitable
{
    internal abstract bool IsReady { get; }

    internal abstract void Take();

    private protected static bool TryDequeue<T>(Queue<T> queue, out T item)
    {
        lock (Bus.Gate) return queue.TryDequeue(out item);
    }
}
