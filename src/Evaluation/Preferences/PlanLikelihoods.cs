using Forewarn.Core;
using static Forewarn.Evaluation.Runs.BlockingWait;

namespace Forewarn.Evaluation.Preferences;

/// <summary>
/// The verifier on every plan alone: its narration is offered to the reader against "none of these". A plan's likelihood
/// then does not depend on which other plans it was proposed with.
/// </summary>
internal sealed class PlanLikelihoods(INarrator narrator, IWishReader reader)
{
    private static readonly int[][] OnlyOrder = [[0]];

    private readonly Dictionary<(string Wish, string Text), double> _read = [];

    /// <returns>What each plan is said to do, <c>[K]</c>.</returns>
    public string[] Narrate(LatentRollout rollout, CancellationToken cancel) =>
        [.. Wait(narrator.NarrateAsync(rollout, cancel)).Select(n => n.Text)];

    /// <returns>That a plan with this narration fulfills the wish, in 0..1.</returns>
    /// <exception cref="ForewarnException">The wish cannot be read.</exception>
    public double Of(string wish, string text, CancellationToken cancel)
    {
        if (_read.TryGetValue((wish, text), out double known)) return known;
        double[] scores = Wait(reader.ScoreAsync(wish, [text], OnlyOrder, cancel))[0];
        Shape.Require("reader scores", scores.Length, ("K + 1", 2));
        return _read[(wish, text)] = 1 / (1 + Math.Exp(scores[1] - scores[0]));
    }
}
