using System.Globalization;
using Forewarn.Core;

namespace Forewarn.Learning.Preferences.Diagnosis;

/// <summary>Items 5 to 7: what can be learned from the labels, by whom and from how many.</summary>
internal sealed class ScorerItems
{
    private readonly PreferenceEvidence _evidence;
    private readonly PlanPair[] _pairs;
    private readonly PlanScorers? _scorers;
    private readonly Dictionary<string, (double Chosen, double Rejected)[]> _heldOut = [];

    public ScorerItems(PreferenceEvidence evidence, PlanSpace space, DiagnosisThresholds limits)
    {
        _evidence = evidence;
        _pairs = [.. evidence.Pairs.Where(p => !p.Tie)];
        var scorers = new PlanScorers(_pairs, space, new SeedStreams(evidence.Seed).Stream("folds"));
        if (!scorers.IsPossible || _pairs.Length < limits.LeastPairs || space.Dimension == 0) return;
        _scorers = scorers;
        _heldOut["global"] = scorers.HeldOut(PlanScorers.Global);
        _heldOut["local"] = scorers.HeldOut(PlanScorers.Local);
        if (_pairs.All(p => IsKnown(p.ChosenLog) && IsKnown(p.RejectedLog)))
            _heldOut["implicit"] = [.. _pairs.Select(p => (Implicit(p.ChosenLog), Implicit(p.RejectedLog)))];
    }

    public DiagnosisItem Triangle(DiagnosisThresholds limits)
    {
        const string name = "reward triangle on held-out pairs";
        if (_scorers is null) return TooFew(5, name, limits);
        var quality = _heldOut.Select(h => PairQuality.Of(h.Key, [.. h.Value.Select(s => s.Chosen - s.Rejected)])).ToList();
        double[] oracle = [.. _pairs.Where(HasRewards).Select(p => p.ChosenReward!.Value - p.RejectedReward!.Value)];
        if (oracle.Length > 0) quality.Add(PairQuality.Of("measured reward", oracle));
        bool known = quality.Any(q => q.Scorer != "measured reward" && q.Accuracy.Low > 0.5);
        string says = known
            ? "Held-out labels can be foretold from the plans."
            : "No scorer orders held-out pairs better than a coin: too few pairs, or labels that the plans do not explain.";
        if (!_heldOut.ContainsKey("implicit")) says += " The implicit reward is missing: it needs log-probabilities under policy and reference.";
        return new(5, name, known ? DiagnosisFlag.Fine : DiagnosisFlag.Notice, says, [.. quality.SelectMany(q => new[]
        {
            DiagnosisFigure.Of($"{q.Scorer}: accuracy", q.Accuracy), DiagnosisFigure.Of($"{q.Scorer}: log-loss", q.LogLoss),
        })]);
    }

    public (DiagnosisItem Item, IReadOnlyList<BestOfCurve> Curves) BestOf(DiagnosisThresholds limits)
    {
        const string name = "best of K";
        if (_scorers is null) return (TooFew(6, name, limits), []);
        if (!_pairs.Any(HasRewards)) return (DiagnosisItem.Unknown(6, name, "The file holds no measured rewards of its plans."), []);
        var curves = _heldOut.Select(h => BestOfCurve.Of(h.Key, Choices(h.Value))).ToList();
        curves.Add(BestOfCurve.Of("measured reward", Choices([.. _pairs.Select(p => (p.ChosenReward ?? 0, p.RejectedReward ?? 0))])));
        int at = curves[0].Values.Count(v => v is not null) - 1, last = BestOfCurve.Counts[at];
        var best = curves.SkipLast(1).MaxBy(c => c.Values[at]!.Value)!;
        string gain = best.Values[at]!.Value > best.Values[0]!.Value ? "better" : "no better";
        return (new(6, name, DiagnosisFlag.Fine, last == 1
                ? "Every prompt has one plan with a measured reward: nothing to choose from."
                : F($"Out of {last} plans the {best.Scorer} scorer's choice is {gain} than a plan drawn. ")
                    + F($"Choosing moves the policy at most {BestOfK.KlBudget(last):0.00} nats."),
            [.. curves.SelectMany(c => BestOfCurve.Counts.Select((k, i) => (k, c.Values[i])).Where(v => v.Item2 is not null)
                .Select(v => DiagnosisFigure.Of($"{c.Scorer}: best of {v.k}", v.Item2!)))]), curves);
    }

    public (DiagnosisItem Item, GapIndex? Index) Gap(DiagnosisThresholds limits)
    {
        const string name = "generation-verification gap";
        if (_scorers is null) return (TooFew(7, name, limits), null);
        double[] sizes = [.. GapIndex.Shares.Select(_scorers.TrainingPairs)];
        var global = GapIndex.Shares.Select(s => Quality(PlanScorers.Global, s)).ToArray();
        var local = GapIndex.Shares.Select(s => Quality(PlanScorers.Local, s)).ToArray();
        List<DiagnosisFigure> figures = [.. sizes.SelectMany((n, i) => new[]
        {
            DiagnosisFigure.Of(F($"global accuracy at {n:0} pairs"), global[i].Accuracy),
            DiagnosisFigure.Of(F($"local accuracy at {n:0} pairs"), local[i].Accuracy),
        })];
        if (global[^1].Accuracy.Low <= 0.5 && local[^1].Accuracy.Low <= 0.5)
        {
            const string blind = "Neither scorer beats a coin, so the pairs they need cannot be compared.";
            return (new(7, name, DiagnosisFlag.Notice, blind, figures), null);
        }
        var index = GapIndex.Of(sizes, [.. local.Select(q => q.Accuracy.Value)], [.. global.Select(q => q.Accuracy.Value)]);
        // A ratio of pairs says nothing where the two end equally good within what the same held-out pairs can tell.
        double z = Lead(_heldOut["global"], _heldOut["local"]);
        bool apart = z > limits.Lead && index.Value > limits.Gap, behind = z < -limits.Lead && index.Value < limits.WeakVerifier;
        figures.Insert(0, DiagnosisFigure.Of("N_gen / N_ver", index.Value, _pairs.Length));
        figures.Insert(1, DiagnosisFigure.Of("at accuracy", index.Target, _pairs.Length));
        figures.Insert(2, DiagnosisFigure.Of("verifier's lead on the same pairs, standard errors", z, _pairs.Length));
        string says = apart
            ? "A verifier needs far fewer pairs than a generator: two stages (a reward model, then online) are worth it."
            : behind ? "The verifier's class is too simple for these labels: do not trust it."
            : "These data show no difference between verifier and generator that would be worth a second stage.";
        if (index.Extrapolated && (apart || behind)) says += " The smaller number of pairs lies below all subsets: only the direction is sure.";
        return (new(7, name, apart ? DiagnosisFlag.Alarm : behind ? DiagnosisFlag.Notice : DiagnosisFlag.Fine,
            says + " The generator is stood for by the density of chosen plans.", figures), index);

        PairQuality Quality(Func<IReadOnlyList<(double[], double[])>, IPlanScorer> fit, double share) =>
            PairQuality.Of("", [.. _scorers.HeldOut(fit, share).Select(s => s.Chosen - s.Rejected)]);
    }

    /// <summary>Pairs that only the first orders right less those that only the second does, over the root of their sum (McNemar).</summary>
    private static double Lead((double Chosen, double Rejected)[] first, (double Chosen, double Rejected)[] second)
    {
        int only = 0, other = 0;
        for (int i = 0; i < first.Length; i++)
        {
            bool a = first[i].Chosen > first[i].Rejected, b = second[i].Chosen > second[i].Rejected;
            if (a && !b) only++;
            if (b && !a) other++;
        }
        return only + other == 0 ? 0 : (only - other) / Math.Sqrt(only + other);
    }

    private DiagnosisItem TooFew(int number, string name, DiagnosisThresholds limits) => DiagnosisItem.Unknown(number, name,
        $"{_pairs.Length} pairs without ties of {_pairs.Select(p => p.Prompt).Distinct().Count()} prompts: at least {limits.LeastPairs} pairs "
        + "and 5 prompts with plans that differ are needed to hold some out.");

    private List<(double[] Scores, double[] Rewards)> Choices((double Chosen, double Rejected)[] scores) =>
        [.. _pairs.Zip(scores).Where(p => HasRewards(p.First)).GroupBy(p => p.First.Prompt).Select(g =>
        {
            var plans = g.SelectMany(p => new[]
            {
                (Plan: p.First.Chosen, Score: p.Second.Chosen, Reward: p.First.ChosenReward!.Value),
                (Plan: p.First.Rejected, Score: p.Second.Rejected, Reward: p.First.RejectedReward!.Value),
            }).DistinctBy(p => string.Join(' ', p.Plan.Select(v => v.ToString("R", CultureInfo.InvariantCulture)))).ToArray();
            return (plans.Select(p => p.Score).ToArray(), plans.Select(p => p.Reward).ToArray());
        })];

    private double Implicit(PlanLogProbs log) => _evidence.Beta * (log.Policy!.Value - log.Reference!.Value);

    private static bool IsKnown(PlanLogProbs log) => log is { Policy: not null, Reference: not null };

    private static bool HasRewards(PlanPair pair) => pair is { ChosenReward: not null, RejectedReward: not null };

    private static string F(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
