using Forewarn.Core;
using Forewarn.Learning.Preferences.Studies;
using Forewarn.Learning.Studies;

namespace Forewarn.Learning.Preferences.Roads;

/// <summary>
/// Global, local and implicit reward models on one split. With matched (tabular) classes the three are one scorer and tie; what
/// sets a global reward model apart is that its class may be smaller than a policy's.
/// </summary>
public sealed class ComparisonControl(RoadsSettings settings) : IRoadsControl
{
    public IEnumerable<RoadsFigure> Measure(SeedStreams seeds)
    {
        var uniform = RoadsWorld.Bilinear(settings.Bits, seeds.Stream("world"));
        var world = uniform.WithReference(1, seeds.Stream("reference"));
        var pairs = world.Draw(settings.Pairs, seeds.Stream("pairs", settings.Pairs));
        var heldOut = world.Draw(4000, seeds.Stream("comparison"));
        var policies = new TokenPolicy(world);
        (string Name, IRewardModel Model)[] models =
        [
            ("global_linear", new GlobalRewardModel(world, ScorerClass.Linear(world.Bits), pairs, settings.Ridge)),
            ("global_tabular", new GlobalRewardModel(world, ScorerClass.Tabular(world.Bits), pairs, settings.Ridge)),
            ("local", new LocalRewardModel(world, policies, pairs, settings.Ridge, 1e-10)),
            ("implicit", new ImplicitDpoReward(world, policies, pairs, settings.Beta, settings.Ridge, 1e-10)),
        ];
        RewardQuality[] quality = [.. models.Select(m => RewardQuality.Of(world, m.Model.Scores, heldOut, uniform.LogReference))];
        for (int i = 0; i < models.Length; i++)
        {
            yield return new($"compare/{models[i].Name}/log_loss", quality[i].LogLoss);
            yield return new($"compare/{models[i].Name}/accuracy", quality[i].Accuracy);
            for (int k = 0; k < RewardQuality.Counts.Count; k++)
                yield return new($"compare/{models[i].Name}/best_of_{RewardQuality.Counts[k]}", quality[i].BestOf[k]);
        }
        var oracle = RewardQuality.Of(world, world.Reward, heldOut, uniform.LogReference);
        yield return new("compare/oracle/log_loss", oracle.LogLoss);
        yield return new("compare/oracle/accuracy", oracle.Accuracy);
        for (int k = 0; k < RewardQuality.Counts.Count; k++)
            yield return new($"compare/oracle/best_of_{RewardQuality.Counts[k]}", oracle.BestOf[k]);
        double[] matched = [.. quality.Skip(1).Select(q => q.LogLoss)];
        yield return new("compare/spread_of_matched_log_losses", matched.Max() - matched.Min(), new StudyBar(AtMost: 1e-6));
        yield return new("compare/log_loss_saved_by_the_small_class", quality[1].LogLoss - quality[0].LogLoss, new StudyBar(AtLeast: 0));
    }
}
