using Forewarn.Core;
using Forewarn.Learning.Imitation;

namespace Forewarn.Learning.InverseRl;

/// <summary>
/// Keeps survival bias out: where an episode can end before its time limit, the sign of a learned reward alone decides how long the
/// learner wants to live. A reward that is never negative pays for staying alive, one that is never positive for ending early, and
/// both pass for imitation although nothing about the expert was learned.
/// </summary>
public static class EpisodeLengths
{
    private const string Fix =
        "A learned reward's sign alone then decides how long the learner wants to live, so length tells who is who and returns mislead. "
        + "Use a variant without early ends, or allow variable lengths and compare with a constant reward.";

    /// <summary>For methods that tell expert and learner apart.</summary>
    /// <param name="mayEndEarly">The environment can end an episode before its time limit.</param>
    /// <param name="allowed">The user knows and wants it.</param>
    /// <exception cref="ForewarnException">It can, and the user did not allow it.</exception>
    public static void Require(string method, string environment, bool mayEndEarly, bool allowed)
    {
        if (mayEndEarly && !allowed)
            throw ForewarnException.Of($"{method} on {environment}", "episodes that can end early", "episodes of one length", Fix,
                ExitCode.Usage);
    }

    /// <summary>The same for demonstrations; the last episode may be cut short, as a set of a given number of transitions is.</summary>
    /// <exception cref="ForewarnException">Lengths differ, and the user did not allow it.</exception>
    public static void Require(string method, TransitionSet demonstrations, bool allowed)
    {
        if (allowed) return;
        var lengths = Enumerable.Range(0, demonstrations.Starts.Count).Select(demonstrations.LengthOf).ToArray();
        if (lengths.Length < 2) return;
        var whole = lengths[..^1];
        if (whole.Min() != whole.Max() || lengths[^1] > whole[0])
            throw ForewarnException.Of($"demonstrations for {method}", $"episodes of {lengths.Min()} to {lengths.Max()} steps",
                "episodes of one length", Fix, ExitCode.Usage);
    }
}
