using Forewarn.Core;
using Forewarn.Learning.Preferences.Diagnosis;

namespace Forewarn.Learning.Tests.Preferences.Diagnosis;

public class IntransitivityTests
{
    // P = [[.5, .9, .2], [.1, .5, .7], [.8, .3, .5]], ten judgments each.
    private static readonly PreferenceTable Table = new([[0, 9, 2], [1, 0, 7], [8, 3, 0]]);

    [Fact]
    public void ThePlanOfTheBestScoreLosesToItsWorstOpponent()
    {
        double[] s = Table.Strengths();
        Assert.True(s[0] > s[1] && s[2] > s[1]);
        // Arm 1's worst opponent wins .8, arm 3's .7.
        Assert.Contains(Math.Round(Intransitivity.GapOf(Table), 9), new[] { 0.3, 0.2 });
    }

    [Fact]
    public void TheMinimaxWinnerHasNoDualGap()
    {
        Assert.Equal(0, Intransitivity.DualGap(Table, [2 / 9.0, 3 / 9.0, 4 / 9.0]), 12);
        Assert.Equal(0.3, Intransitivity.DualGap(Table, [1, 0, 0]), 12);
    }

    [Fact]
    public void StrengthsOfTwoPlansByHand()
    {
        // Symmetric around the added plan of strength 1: s and 1/s with 3 + 1/2 wins of s.
        double[] s = new PreferenceTable([[0, 3], [1, 0]]).Strengths();
        Assert.Equal(1, s[0] * s[1], 6);
        Assert.Equal(3.5, s[0] * (4 / (s[0] + s[1]) + 1 / (s[0] + 1)), 6);
    }

    [Fact]
    public void OneOpinionWithNoiseIsNotCircular()
    {
        var seed = new SeedStreams(3).Stream("labels");
        var pairs = new List<PlanPair>();
        for (int prompt = 0; prompt < 60; prompt++)
            for (int a = 0; a < 4; a++)
                for (int b = a + 1; b < 4; b++)
                {
                    double[] plan = [a, prompt], other = [b, prompt];
                    bool first = seed.NextDouble() < 1 / (1 + Math.Exp(a - b));
                    pairs.Add(first ? new($"{prompt}", plan, other) : new($"{prompt}", other, plan));
                }
        var found = Intransitivity.Of(pairs, new SeedStreams(4).Stream("cycles"))!;
        Assert.Equal(240, found.Triples);
        Assert.True(found.PValue > 0.05, $"{found}");
    }

    [Fact]
    public void WithoutTriplesThereIsNoAnswer() =>
        Assert.Null(Intransitivity.Of([new("a", [1], [2]), new("a", [2], [3])], new SeedStreams(1).Stream("cycles")));
}
