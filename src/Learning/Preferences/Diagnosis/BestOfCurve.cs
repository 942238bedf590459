using Forewarn.Core;

namespace Forewarn.Learning.Preferences.Diagnosis;

/// <summary>True reward of the plan that a scorer takes out of K logged ones of the same prompt, by K.</summary>
/// <param name="Values">By K of <see cref="Counts"/>: mean over the prompts that have K plans; null where none has.</param>
public sealed record BestOfCurve(string Scorer, IReadOnlyList<MetricInterval?> Values)
{
    public static IReadOnlyList<int> Counts { get; } = [1, 2, 4, 8, 16, 25];

    /// <param name="prompts">Scores and true rewards of the plans of every prompt.</param>
    public static BestOfCurve Of(string scorer, IReadOnlyList<(double[] Scores, double[] Rewards)> prompts)
    {
        // The same prompts for every K that any prompt has, so that a curve does not move because its prompts change.
        int most = prompts.Count == 0 ? 0 : prompts.Max(p => p.Scores.Length);
        int last = Counts.LastOrDefault(k => k <= most);
        while (last > 1 && prompts.Count(p => p.Scores.Length >= last) < Math.Min(10, prompts.Count)) last = Counts.Last(k => k < last);
        var able = prompts.Where(p => p.Scores.Length >= last).ToArray();
        return new(scorer, [.. Counts.Select(k => k > last || able.Length == 0
            ? null
            : MetricInterval.OfMean([.. able.Select(p => BestOfK.OfLogged(p.Scores, p.Rewards, k))]))]);
    }
}
