using Forewarn.Messages;

namespace Forewarn.Cli.Recordings;

/// <summary>Hands every message to several takers.</summary>
internal sealed class FanOutTap(IReadOnlyList<IMessageTap> taps) : IMessageTap
{
    private readonly Lock _opening = new();
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly IMessageTap[] _taps = [.. taps];

    // By topic, then by taker; replaced as a whole when a topic is opened.
    private int[][] _theirs = [];

    /// <summary>One tap for those that there are; null for none.</summary>
    public static IMessageTap? Of(params IMessageTap?[] taps)
    {
        IMessageTap[] there = [.. taps.OfType<IMessageTap>()];
        return there.Length > 1 ? new FanOutTap(there) : there.FirstOrDefault();
    }

    /// <inheritdoc/>
    public int Open(Topic topic)
    {
        lock (_opening)
        {
            if (_numbers.TryGetValue(topic.Name, out int known)) return known;
            int[] theirs = [.. _taps.Select(tap => tap.Open(topic))];
            _numbers[topic.Name] = _theirs.Length;
            Volatile.Write(ref _theirs, [.. _theirs, theirs]);
            return _theirs.Length - 1;
        }
    }

    /// <inheritdoc/>
    public bool Take(int topic, long logTime, long publishTime, ReadOnlySpan<byte> cdr)
    {
        int[][] all = Volatile.Read(ref _theirs);
        if ((uint)topic >= (uint)all.Length) return false;
        bool isTaken = true;
        for (int i = 0; i < _taps.Length; i++) isTaken &= _taps[i].Take(all[topic][i], logTime, publishTime, cdr);
        return isTaken;
    }
}
