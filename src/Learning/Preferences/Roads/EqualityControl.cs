using Forewarn.Core;
using Forewarn.Learning.Preferences.Studies;
using Forewarn.Learning.Studies;

namespace Forewarn.Learning.Preferences.Roads;

/// <summary>
/// Isomorphic classes: a policy written token by token and a table of rewards are different coordinates of the same set of scorers,
/// so fitting the policy directly, and fitting the reward and then planning, end in one policy. Whatever the pairs cover.
/// </summary>
public sealed class EqualityControl : IRoadsControl
{
    private const int Bits = 3;
    private const double Beta = 0.1, Ridge = 1e-3, Same = 1e-6;

    public IEnumerable<RoadsFigure> Measure(SeedStreams seeds)
    {
        var world = RoadsWorld.Bilinear(Bits, seeds.Stream("world")).WithReference(1, seeds.Stream("reference"));
        foreach (int count in new[] { 5, 60, 600 })
        {
            var pairs = world.Draw(count, seeds.Stream("pairs", count));
            yield return Below($"equality/dpo_against_rlhf/{count}", Difference(world, pairs, Beta, Ridge), Same);
        }
        var few = world.Draw(60, seeds.Stream("pairs", 60));
        RoadsPair[] partial = [.. few.Where(p => p.First != 0 && p.Second != 0)];
        yield return Below("equality/dpo_against_rlhf/one_answer_never_shown", Difference(world, partial, Beta, Ridge), Same);
        yield return Below("equality/dpo_against_climbed_rlhf", Climbed(world, few), Same);
        yield return new("equality/ridge_on_raw_logits_breaks_it", RawRidge(world, few, Beta, Ridge), new StudyBar(AtLeast: 0.01));
        yield return Below("equality/spin_against_sft", Spin(world, seeds.Stream("data")), Same);
    }

    /// <summary>Largest difference in probability between DPO's policy (token logits) and that of the reward table.</summary>
    public static double Difference(RoadsWorld world, IReadOnlyList<RoadsPair> pairs, double beta, double ridge)
    {
        double[] direct = new ImplicitDpoReward(world, new TokenPolicy(world), pairs, beta, ridge).LogPolicy;
        return Largest(direct, SoftOptimum.Of(world, Table(world, pairs, ridge), beta));
    }

    /// <summary>The same where the second stage climbs instead of taking the closed form, at β = 1.</summary>
    public static double Climbed(RoadsWorld world, IReadOnlyList<RoadsPair> pairs)
    {
        var policies = new TokenPolicy(world);
        double[] direct = new ImplicitDpoReward(world, policies, pairs, 1, Ridge).LogPolicy;
        return Largest(direct, SoftOptimum.Climb(world, Table(world, pairs, Ridge), 1, policies));
    }

    /// <summary>The difference when each method has the same ridge on its own raw parameters instead, in units of reward.</summary>
    public static double RawRidge(RoadsWorld world, IReadOnlyList<RoadsPair> pairs, double beta, double ridge)
    {
        var policies = new TokenPolicy(world);
        double[] direct = policies.LogProbs(DpoFit.Solve(world, policies, pairs, beta, 0, logitRidge: beta * beta * ridge));
        return Largest(direct, SoftOptimum.Of(world, Table(world, pairs, ridge), beta));
    }

    /// <summary>Largest difference between supervised fine-tuning and one exact step of SPIN at β = 1.</summary>
    public static double Spin(RoadsWorld world, SeedStream seed)
    {
        var policies = new TokenPolicy(world);
        double[] logits = [.. world.Reward.Select(_ => seed.NextNormal())];
        double[] data = [.. SoftOptimum.Normalized(logits, world.Answers).Select(Math.Exp)];
        double[] spin = SpinIteration.Step(world, data, world.LogReference, 1, policies, new double[policies.Dimension]);
        return Largest(spin, SpinIteration.Supervised(data, policies));
    }

    /// <summary>Largest difference in probability.</summary>
    public static double Largest(double[] log, double[] other)
    {
        double most = 0;
        for (int i = 0; i < log.Length; i++) most = Math.Max(most, Math.Abs(Math.Exp(log[i]) - Math.Exp(other[i])));
        return most;
    }

    private static double[] Table(RoadsWorld world, IReadOnlyList<RoadsPair> pairs, double ridge) =>
        RewardFit.Solve(ScorerClass.Tabular(world.Bits), pairs, ridge, world.Answers);

    private static RoadsFigure Below(string name, double value, double most) => new(name, value, new StudyBar(AtMost: most));
}
