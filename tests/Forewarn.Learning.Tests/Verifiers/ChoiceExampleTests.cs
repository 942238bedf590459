using Forewarn.Core;
using Forewarn.Learning.Verifiers;
using Forewarn.Simulation.Tasks;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Cup;
using Forewarn.Simulation.Tasks.Language;

namespace Forewarn.Learning.Tests.Verifiers;

public sealed class ChoiceExampleTests
{
    public static readonly TheoryData<string> Names = [.. TaskLanguages.All.Select(l => l.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Refused_plans_succeed_with_each_of_the_other_parts(string name)
    {
        var language = TaskLanguages.Find(name);
        var seed = new SeedStreams(5).Stream("refused");
        var examples = Enumerable.Range(0, 12_000).Select(_ => ChoiceExample.Sample(language, LanguageSplit.Train, 4, seed)).ToArray();
        foreach (var part in language.Parts)
        {
            var refused = examples.Where(e => e.Wish.Meaning.Equals(new WishMeaning(language, part.Name)))
                .SelectMany(e => e.Labels.Where(l => language.Succeeds(l) && !e.Wish.Meaning.Accepts(l))).ToArray();
            Assert.All(refused, l => Assert.Equal(language.Outcome(l.Outcome).Sided, l[TaskLanguage.Side] != TaskLabel.None));
            var others = refused.CountBy(l => l.Outcome).ToDictionary();
            Assert.Equal(2, others.Count);
            Assert.All(others.Values, count => Assert.InRange(count / (double)refused.Length, 0.4, 0.6));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Labels_stay_within_the_language_and_accepted_ones_come_best_first(string name)
    {
        var language = TaskLanguages.Find(name);
        var known = new HashSet<TaskLabel>();
        var seed = new SeedStreams(6).Stream("labels");
        for (int i = 0; i < 4000; i++) known.Add(language.SampleLabel(seed));
        foreach (var split in language.Splits)
            for (int i = 0; i < 300; i++)
            {
                var example = ChoiceExample.Sample(language, split, 1 + seed.Next(6), seed);
                Assert.All(example.Labels, l => Assert.Contains(l, known));
                float[] shares = example.Shares();
                Assert.Equal(1, shares.Sum(), 1e-5);
                int best = example.Labels.Where((_, k) => example.Accepted[k]).Select(language.Rank).DefaultIfEmpty(-1).Max();
                for (int k = 0; k < example.Labels.Count; k++)
                    Assert.Equal(example.Accepted[k] && language.Rank(example.Labels[k]) == best, shares[k] > 0);
            }
    }

    [Fact]
    public void The_inner_heads_are_taught_a_class_for_every_part()
    {
        var cup = CupLanguage.Language;
        Assert.Equal([1, 0, 0, 0, 2, 2], MeaningTargets.Of(new WishMeaning(cup, "handle")));
        Assert.Equal([0, 1, 1, 0, 0, 2], MeaningTargets.Of(new WishMeaning(cup, "rim", ("speed", "slow"))));
        Assert.Equal([0, 0, 0, 1, 2, 1], MeaningTargets.Of(new WishMeaning(cup, "body", ("tilt", "tilted"))));
        Assert.Equal([1, 0, 1, 1, 2, 2], MeaningTargets.Of(new WishMeaning(cup, cup.ModesOf("any") & ~cup.ModesOf("rim-left"))));
        Assert.Equal([1, 2, 1, 0], MeaningTargets.Of(cup, new CupLabel(CupOutcome.Rim, CupSide.Right, Pace.Fast, CupTilt.Upright).Words));
        Assert.Equal([4, 1, 2, 2], MeaningTargets.Of(cup, new CupLabel(CupOutcome.Knock, CupSide.Left, Pace.Fast, CupTilt.Upright).Words));
        Assert.Equal([0, 3, 1, 0, 1], MeaningTargets.Of(
            new WishMeaning(cup, "rim", ("speed", "slow")), new CupLabel(CupOutcome.Rim, CupSide.Right, Pace.Fast, CupTilt.Upright).Words, 3));
    }
}
