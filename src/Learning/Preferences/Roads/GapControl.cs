using Forewarn.Core;
using Forewarn.Learning.Preferences.Studies;
using Forewarn.Learning.Studies;

namespace Forewarn.Learning.Preferences.Roads;

/// <summary>
/// The gap: where verifying is short and generating is not, a reward model of the short class and planning beat the tabular policy
/// that is fitted directly. Not where there are two answers, and the reverse where the reward has no short form.
/// </summary>
public sealed class GapControl(RoadsSettings settings) : IRoadsControl
{
    public IEnumerable<RoadsFigure> Measure(SeedStreams seeds)
    {
        var world = RoadsWorld.Bilinear(settings.Bits, seeds.Stream("world"));
        var classes = ScorerClass.Sizes(settings.Bits);
        yield return new("gap/oracle", settings.Value(world, world.Reward));
        foreach (int count in settings.Counts)
        {
            var pairs = world.Draw(count, seeds.Stream("pairs", count));
            double[] value = [.. classes.Select(c => settings.Value(world, c, pairs))];
            for (int c = 0; c < classes.Count; c++) yield return new($"size/{count}/{classes[c].Dimension}", value[c]);
            for (int c = 1; c < classes.Count; c++)
            {
                string step = $"{classes[c - 1].Dimension}_minus_{classes[c].Dimension}";
                yield return new($"size/{count}/{step}", value[c - 1] - value[c], Positive);
            }
            if (count > settings.Pairs) continue;
            yield return new($"gap/linear_minus_3_tabular/{count}", value[0] - 3 * value[^1], Positive);
            if (count != settings.Pairs) continue;
            double apart = LinearPolicy(world, pairs, value[0]);
            yield return new("gap/linear_policy_against_linear_verifier", apart, new StudyBar(AtMost: 1e-6));
        }
        foreach (var figure in TwoAnswers(RoadsWorld.Bilinear(1, seeds.Stream("world", 1)), seeds)) yield return figure;
        foreach (var figure in NoShortForm(RoadsWorld.Table(settings.Bits, seeds.Stream("table")), seeds)) yield return figure;
    }

    private static StudyBar Positive => new(AtLeast: 0);

    /// <summary>J of DPO over the linear policies minus J of the linear verifier with planning.</summary>
    private double LinearPolicy(RoadsWorld world, IReadOnlyList<RoadsPair> pairs, double verifier)
    {
        var policies = new LogitPolicy(world, ScorerClass.Linear(world.Bits));
        double[] direct = new ImplicitDpoReward(world, policies, pairs, settings.Beta, settings.Ridge).LogPolicy;
        return Math.Abs(world.Value(direct) - verifier);
    }

    private IEnumerable<RoadsFigure> TwoAnswers(RoadsWorld world, SeedStreams seeds)
    {
        foreach (int count in settings.Counts)
        {
            var pairs = world.Draw(count, seeds.Stream("two answers", count));
            double linear = settings.Value(world, ScorerClass.Linear(1), pairs);
            double tabular = settings.Value(world, ScorerClass.Tabular(1), pairs);
            yield return new($"two_answers/{count}/linear", linear);
            yield return new($"two_answers/{count}/tabular", tabular);
            if (count >= 200)
                yield return new($"two_answers/{count}/difference", Math.Abs(linear - tabular), new StudyBar(AtMost: 0.02));
        }
    }

    private IEnumerable<RoadsFigure> NoShortForm(RoadsWorld world, SeedStreams seeds)
    {
        foreach (int count in settings.Counts)
        {
            var pairs = world.Draw(count, seeds.Stream("table pairs", count));
            double linear = settings.Value(world, ScorerClass.Linear(world.Bits), pairs);
            double tabular = settings.Value(world, ScorerClass.Tabular(world.Bits), pairs);
            yield return new($"no_short_form/{count}/linear", linear);
            yield return new($"no_short_form/{count}/tabular", tabular);
            if (count >= 1600) yield return new($"no_short_form/{count}/tabular_minus_5_linear", tabular - 5 * linear, Positive);
        }
    }
}
