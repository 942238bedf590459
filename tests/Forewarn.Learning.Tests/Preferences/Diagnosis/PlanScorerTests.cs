using Forewarn.Core;
using Forewarn.Learning.Preferences.Diagnosis;

namespace Forewarn.Learning.Tests.Preferences.Diagnosis;

public class PlanScorerTests
{
    [Fact]
    public void OnePairAndARidgeHaveAKnownMargin()
    {
        // Features (z, z² - 1): only the first differs, by 2, so the margin m solves 2 · 2 σ(-m) = ridge m.
        var scorer = LogisticScorer.Fit([([1.0], [-1.0])], 0.5);
        double margin = scorer.Score([1]) - scorer.Score([-1]);
        Assert.Equal(4 / (1 + Math.Exp(margin)), 0.5 * margin, 7);
    }

    [Fact]
    public void BothLearnAPeak()
    {
        var evidence = SyntheticPreferences.Covered(7);
        (double[], double[])[] pairs = [.. evidence.Pairs.Select(p => (p.Chosen, p.Rejected))];
        foreach (var scorer in new IPlanScorer[] { PlanScorers.Global(pairs), PlanScorers.Local(pairs) })
        {
            Assert.True(scorer.Score([0.5, 0.5]) > scorer.Score([-2, 0.5]) + 0.5, scorer.GetType().Name);
            Assert.True(scorer.Score([0.5, 0.5]) > scorer.Score([0.5, 2.5]), scorer.GetType().Name);
        }
    }

    [Fact]
    public void HeldOutScoresDoNotSeeTheirOwnPrompt()
    {
        // Labels by coin: a scorer that saw them would do well, one that did not cannot.
        var evidence = SyntheticPreferences.Covered(8, pairs: 200, dimension: 60, reward: _ => 0);
        var space = new PlanSpace([.. evidence.Pairs.Select(p => p.Chosen)]);
        var scorers = new PlanScorers(evidence.Pairs, space, new SeedStreams(1).Stream("folds"));
        var seen = LogisticScorer.Fit([.. evidence.Pairs.Select(p => (p.Chosen, p.Rejected))], 1e-5);
        double[] margins = [.. evidence.Pairs.Select(p => seen.Score(p.Chosen) - seen.Score(p.Rejected))];
        Assert.True(PairQuality.Of("", margins).Accuracy.Value > 0.8);
        foreach (var fit in new Func<IReadOnlyList<(double[], double[])>, IPlanScorer>[] { PlanScorers.Global, PlanScorers.Local })
            Assert.InRange(PairQuality.Of("", [.. scorers.HeldOut(fit).Select(s => s.Chosen - s.Rejected)]).Accuracy.Value, 0.36, 0.64);
    }
}
