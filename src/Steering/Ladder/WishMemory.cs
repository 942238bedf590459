using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>
/// What full decisions have said about a wish: which outcome classes it accepts. Lets the outcome classifier stand in
/// for the verifier on a wish that was judged before, and on no other.
/// </summary>
public sealed class WishMemory
{
    private const int MostWishes = 256;

    /// <summary>Class mass that must have been judged before a class counts as known.</summary>
    private const double LeastEvidence = 0.5;

    private readonly Dictionary<string, (double[] Accepted, double[] Seen, long Used)> _wishes = [];
    private long _clock;

    /// <summary>Learns from one full decision.</summary>
    /// <param name="classes"><c>[K, C]</c> class probabilities of the judged modes.</param>
    /// <param name="fits"><c>[K]</c>, how well each mode fits the wish, 0 to 1.</param>
    public void Learn(string wish, ReadOnlySpan<float> classes, ReadOnlySpan<double> fits, GuardReport guard)
    {
        int count = classes.Length / fits.Length;
        var (accepted, seen, _) = _wishes.TryGetValue(Key(wish), out var known) && known.Seen.Length == count
            ? known : (new double[count], new double[count], 0L);
        for (int k = 0; k < fits.Length; k++)
        {
            // Unsafe modes were not shown to the reader: their score of 0 says nothing about the wish.
            if (!guard.Findings[k].Safe) continue;
            for (int c = 0; c < count; c++)
            {
                accepted[c] += classes[k * count + c] * fits[k];
                seen[c] += classes[k * count + c];
            }
        }
        _wishes[Key(wish)] = (accepted, seen, ++_clock);
        if (_wishes.Count > MostWishes) _wishes.Remove(_wishes.MinBy(w => w.Value.Used).Key);
    }

    /// <returns>Acceptance per class, <c>[C]</c>, 0 for classes never judged; null for a wish never judged.</returns>
    public double[]? Recall(string wish, int classes)
    {
        if (!_wishes.TryGetValue(Key(wish), out var known) || known.Seen.Length != classes) return null;
        return [.. known.Accepted.Zip(known.Seen, (a, s) => s < LeastEvidence ? 0 : a / s)];
    }

    private static string Key(string wish) => wish.Trim().ToLowerInvariant();
}
