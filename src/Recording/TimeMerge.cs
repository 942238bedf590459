namespace Forewarn.Recording;

/// <summary>Merges sequences that are each in time order, opening one only when its time has come.</summary>
internal static class TimeMerge
{
    /// <param name="sources">Where each begins in time, and how to open it. Of equal times the earlier source goes first.</param>
    public static IEnumerable<T> Merge<T>(IEnumerable<(long Start, IEnumerable<T> Items)> sources, Func<T, long> time)
    {
        var waiting = new Queue<(long Start, IEnumerable<T> Items, int Order)>(
            sources.Select((source, order) => (source.Start, source.Items, order)).OrderBy(source => source.Start));
        var open = new PriorityQueue<IEnumerator<T>, (long Time, int Order)>();
        try
        {
            while (waiting.Count > 0 || open.Count > 0)
            {
                while (waiting.Count > 0 && (!open.TryPeek(out _, out var first) || waiting.Peek().Start <= first.Time))
                {
                    var (_, items, order) = waiting.Dequeue();
                    Advance(items.GetEnumerator(), order);
                }

                if (!open.TryDequeue(out var next, out var place)) continue;
                yield return next.Current;
                Advance(next, place.Order);
            }
        }
        finally
        {
            while (open.TryDequeue(out var rest, out _)) rest.Dispose();
        }

        void Advance(IEnumerator<T> items, int order)
        {
            if (items.MoveNext()) open.Enqueue(items, (time(items.Current), order));
            else items.Dispose();
        }
    }
}
