using Forewarn.Core;

namespace Forewarn.Learning.Preferences.Diagnosis;

/// <summary>
/// Scores of every pair by models that have not seen its prompt: five folds by prompt, each scored by a fit to the other four.
/// </summary>
public sealed class PlanScorers
{
    private const int Folds = 5;
    private static readonly double[] Ridges = [1e-3, 1e-2, 1e-1, 1];

    private readonly IReadOnlyList<PlanPair> _pairs;
    private readonly PlanSpace _space;
    private readonly int[] _fold;

    /// <param name="pairs">Without ties.</param>
    /// <param name="seed">Which prompt is in which fold.</param>
    public PlanScorers(IReadOnlyList<PlanPair> pairs, PlanSpace space, SeedStream seed)
    {
        (_pairs, _space) = (pairs, space);
        string[] prompts = [.. pairs.Select(p => p.Prompt).Distinct()];
        seed.Shuffle(prompts.AsSpan());
        var fold = prompts.Select((p, i) => (p, i % Folds)).ToDictionary(p => p.p, p => p.Item2);
        _fold = [.. pairs.Select(p => fold[p.Prompt])];
        IsPossible = prompts.Length >= Folds;
    }

    /// <summary>Whether there are as many prompts as folds.</summary>
    public bool IsPossible { get; }

    /// <summary>The global reward model; the ridge is chosen on a fifth of what it is fitted to.</summary>
    public static IPlanScorer Global(IReadOnlyList<(double[] Chosen, double[] Rejected)> pairs)
    {
        if (pairs.Count < 10) return LogisticScorer.Fit(pairs, Ridges[^1]);
        var inner = pairs.Where((_, i) => i % 5 != 0).ToArray();
        var outer = pairs.Where((_, i) => i % 5 == 0).ToArray();
        double best = Ridges.MinBy(ridge =>
        {
            var scorer = LogisticScorer.Fit(inner, ridge);
            return outer.Average(p => Roads.BradleyTerry.NegativeLogSigmoid(scorer.Score(p.Chosen) - scorer.Score(p.Rejected)));
        });
        return LogisticScorer.Fit(pairs, best);
    }

    /// <summary>The local reward model.</summary>
    public static IPlanScorer Local(IReadOnlyList<(double[] Chosen, double[] Rejected)> pairs) => DensityScorer.Fit(pairs);

    /// <param name="fit">Makes a scorer from standardized pairs.</param>
    /// <param name="share">Share of the training pairs to fit to, the first of every fold in file order.</param>
    /// <returns>Score of the chosen and of the rejected plan of every pair.</returns>
    public (double Chosen, double Rejected)[] HeldOut(
        Func<IReadOnlyList<(double[] Chosen, double[] Rejected)>, IPlanScorer> fit, double share = 1)
    {
        (double[] Chosen, double[] Rejected)[] plans =
            [.. _pairs.Select(p => (_space.Standardized(p.Chosen), _space.Standardized(p.Rejected)))];
        var scores = new (double, double)[plans.Length];
        for (int f = 0; f < Folds; f++)
        {
            var training = plans.Where((_, i) => _fold[i] != f).ToArray();
            var scorer = fit([.. training.Take(Math.Max(1, (int)Math.Round(share * training.Length)))]);
            for (int i = 0; i < plans.Length; i++)
                if (_fold[i] == f) scores[i] = (scorer.Score(plans[i].Chosen), scorer.Score(plans[i].Rejected));
        }
        return scores;
    }

    /// <summary>Pairs that a fit to this share of a fold's training pairs sees, on average over folds.</summary>
    public double TrainingPairs(double share) => share * _pairs.Count * (Folds - 1) / Folds;
}
