using System.Globalization;
using Forewarn.Core;
using Forewarn.Learning.Preferences.Worlds;
using Forewarn.Learning.Studies;

namespace Forewarn.Learning.Preferences.Studies;

/// <summary>
/// What do DPO, HyPO and RLHF do with answers that the preference data never show? First with unlimited data, then by the shared
/// training loop on sampled labels and sampled unlabeled answers.
/// </summary>
public sealed class CoverageStudy : IStudy
{
    private const double Strong = 0.1, Middle = 0.03;

    public string Name => "coverage";

    public string Summary =>
        "where the data leave answers out, DPO's optimum may be one of the worst; HyPO's sampled KL prevents it, and costs elsewhere";

    public int DefaultSeeds => 10;

    public StudyResult Run(IReadOnlyList<ulong> seeds, Action<int, int> progress, CancellationToken cancel = default)
    {
        StudySeeds.Require(seeds);
        List<StudyFigure> figures = [.. Sparse(), .. Flat()];
        int done = 0;
        foreach (double klWeight in new[] { 0, Middle, Strong })
        {
            double[] weights = [.. seeds.Select(seed =>
            {
                cancel.ThrowIfCancellationRequested();
                double weight = CoverageRun.Weight(klWeight, StudySeeds.Reported(seed));
                progress(++done, 3 * seeds.Count);
                return weight;
            })];
            figures.AddRange(Sampled(klWeight, weights));
        }
        return new(Name, Summary, seeds, Settings(), figures,
        [
            "More preference data cannot help DPO here: exact figures are those of unlimited data.",
            "HyPO has a threshold: .001 of KL changes nothing, .003 changes the answer.",
            "In the second world, from a start without drift, DPO earns more than HyPO: the KL buys safety against drift, not optimality.",
        ]);
    }

    private static IEnumerable<StudyFigure> Sparse()
    {
        var policy = SharedFeaturePolicy.Sparse;
        var world = policy.World;
        foreach (double klWeight in new[] { 0, 0.001, 0.003, Middle, Strong })
        {
            double[] p = policy.Probabilities(policy.BestHypo(klWeight));
            // DPO fails if it ends below what the reference earns; HyPO works if it ends above.
            StudyBar bar = klWeight < 0.002 ? new(AtMost: -4.9) : new(AtLeast: klWeight < 0.01 ? 0 : world.TrueReward(world.Reference));
            yield return StudyFigure.Exact($"sparse/exact/{Of(klWeight)}/true_reward", world.TrueReward(p), bar);
            yield return StudyFigure.Exact($"sparse/exact/{Of(klWeight)}/reverse_kl", world.ReverseKl(p));
            yield return StudyFigure.Exact($"sparse/exact/{Of(klWeight)}/dpo_loss", world.Dpo(p));
        }
        double[] rlhf = policy.Probabilities(policy.BestRlhf([1, 0, 1]));
        yield return StudyFigure.Exact(
            "sparse/exact/rlhf_wrong_where_unseen/true_reward", world.TrueReward(rlhf), new(AtLeast: world.TrueReward(world.Reference)));
        yield return StudyFigure.Exact("sparse/exact/reference/true_reward", world.TrueReward(world.Reference));
    }

    private static IEnumerable<StudyFigure> Flat()
    {
        var world = CoverageWorld.Flat;
        foreach (double drift in new[] { 0.0, 4, 8 })
        {
            string start = string.Create(CultureInfo.InvariantCulture, $"drift_{drift}");
            double dpo = world.TrueReward(TabularDescent.Run(world, [0, 0, drift], 0));
            double hypo = world.TrueReward(TabularDescent.Run(world, [0, 0, drift], 0.05));
            yield return StudyFigure.Exact($"flat/exact/{start}/dpo_true_reward", dpo);
            yield return StudyFigure.Exact($"flat/exact/{start}/hypo_true_reward", hypo, StudyBar.Near(0.523348, 1e-5));
            // Both directions are part of the claim.
            yield return StudyFigure.Exact($"flat/exact/{start}/hypo_less_dpo", hypo - dpo, drift == 0 ? new(AtMost: 0) : new(AtLeast: 0));
        }
        double[] optimum = Distribution.Tilted(world.Reference, [.. world.Reward.Select(r => r / world.Beta)]);
        yield return StudyFigure.Exact("flat/exact/soft_optimum/true_reward", world.TrueReward(optimum));
    }

    private static IEnumerable<StudyFigure> Sampled(double klWeight, double[] weights)
    {
        var policy = SharedFeaturePolicy.Sparse;
        double known = policy.BestHypo(klWeight), reward = policy.World.TrueReward(policy.Probabilities(known));
        yield return StudyFigure.Sampled($"sparse/sampled/{Of(klWeight)}/weight", weights, StudyBar.Near(known, 0.15));
        yield return StudyFigure.Sampled($"sparse/sampled/{Of(klWeight)}/true_reward",
            [.. weights.Select(w => policy.World.TrueReward(policy.Probabilities(w)))], StudyBar.Near(reward, 0.05));
    }

    private static string Of(double klWeight) =>
        klWeight == 0 ? "dpo" : string.Create(CultureInfo.InvariantCulture, $"hypo_{klWeight}");

    private static Dictionary<string, string> Settings() => new()
    {
        ["sparse world"] = "answers a, b, c; reference .5, .499999, 1e-6; true rewards 1, 0, -5; one weight on features 1, 0, 3; beta .1",
        ["flat world"] = "answers a, b, c; reference .5, .4, .1; true rewards 1, 0, -2; a logit each; beta .5; HyPO .05",
        ["data"] = "a against b alone, labels by Bradley-Terry on the true rewards",
        ["sampled runs"] = CoverageRun.Description,
    };
}
