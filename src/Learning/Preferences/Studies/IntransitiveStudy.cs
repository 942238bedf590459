using System.Globalization;
using Forewarn.Core;
using Forewarn.Learning.Preferences.Worlds;
using Forewarn.Learning.Studies;

namespace Forewarn.Learning.Preferences.Studies;

/// <summary>
/// Preferences in a circle: does self-play REBEL find the mixture that nothing beats, where a reward model has nothing to fit? And which
/// of its policies does?
/// </summary>
public sealed class IntransitiveStudy : IStudy
{
    private const double KlCoefficient = 0.05, ExactEta = 0.1;

    public string Name => "intransitive";

    public string Summary =>
        "the average policy of self-play REBEL nears the minimax winner of a circle of preferences; the last one does not";

    public int DefaultSeeds => 10;

    public StudyResult Run(IReadOnlyList<ulong> seeds, Action<int, int> progress, CancellationToken cancel = default)
    {
        StudySeeds.Require(seeds);
        var figures = Exact();
        int done = 0;
        var plain = Gaps(0, "plain");
        var held = Gaps(KlCoefficient, "held");
        figures.Add(StudyFigure.Sampled("sampled/average/dual_gap", [.. plain.Select(g => g.Average)], new(AtMost: 0.1)));
        figures.Add(StudyFigure.Sampled("sampled/last/dual_gap", [.. plain.Select(g => g.Last)]));
        figures.Add(StudyFigure.Sampled("sampled/worst_of_second_half/dual_gap", [.. plain.Select(g => g.Worst)]));
        figures.Add(StudyFigure.Sampled(
            "sampled/worst_of_second_half_less_average", [.. plain.Select(g => g.Worst - g.Average)], new(AtLeast: 0.1)));
        figures.Add(StudyFigure.Sampled("sampled/kl_in_reward/last/dual_gap", [.. held.Select(g => g.Last)]));
        figures.Add(StudyFigure.Sampled("sampled/kl_in_reward/worst_of_second_half/dual_gap", [.. held.Select(g => g.Worst)]));
        figures.Add(StudyFigure.Sampled("sampled/kl_in_reward/worst_of_second_half_less_without",
            [.. held.Zip(plain, (h, p) => h.Worst - p.Worst)], new(AtMost: 0)));
        return new(Name, Summary, seeds, Settings(), figures,
        [
            "A dual gap of 0 is the minimax winner; always giving the same answer has a gap of .4 or more here.",
            "A robot that uses this must keep the mixture of its policies, or hold the last one by a KL to the reference.",
        ]);

        (double Average, double Last, double Worst)[] Gaps(double kl, string stream) => [.. seeds.Select(seed =>
        {
            cancel.ThrowIfCancellationRequested();
            var gaps = IntransitiveRun.Gaps(kl, StudySeeds.Reported(seed).Child(stream));
            progress(++done, 2 * seeds.Count);
            return gaps;
        })];
    }

    private static List<StudyFigure> Exact()
    {
        var game = IntransitiveGame.Circle;
        double[] winner = game.MinimaxWinner(), strength = game.BradleyTerry();
        // Of answers that are tied at the top a reward model may choose any.
        double worst = Enumerable.Range(0, game.Answers).Where(i => strength[i] > strength.Max() - 1e-9)
            .Min(i => game.WorstCase([.. strength.Select((_, j) => j == i ? 1.0 : 0)]));
        var figures = new List<StudyFigure>
        {
            StudyFigure.Exact("exact/minimax_winner/worst_case", game.WorstCase(winner), StudyBar.Near(0.5, 1e-12)),
            StudyFigure.Exact("exact/bradley_terry_choice/worst_case", worst, new(AtMost: 0.25)),
            StudyFigure.Exact("exact/bradley_terry/tie_of_first_and_third", Math.Abs(strength[0] - strength[2]), StudyBar.Near(0, 1e-9)),
        };
        foreach (int steps in new[] { 100, 1000 })
        {
            var (average, last) = game.SelfPlay(ExactEta, steps);
            string name = string.Create(CultureInfo.InvariantCulture, $"exact/{steps}_steps");
            figures.Add(StudyFigure.Exact($"{name}/average/dual_gap", game.DualGap(average), new(AtMost: HedgeBound(game, steps))));
            figures.Add(StudyFigure.Exact($"{name}/last/dual_gap", game.DualGap(last)));
        }
        return figures;
    }

    // Twice the mean regret of exponential weights on payoffs within [0, 1] (Freund and Schapire 1997), as both sides play alike.
    private static double HedgeBound(IntransitiveGame game, int steps) => 2 * (Math.Log(game.Answers) / (ExactEta * steps) + ExactEta / 8);

    private static Dictionary<string, string> Settings() => new()
    {
        ["wins"] = ".5 .9 .2 / .1 .5 .7 / .8 .3 .5; minimax winner (2, 3, 4) / 9",
        ["exact"] = "self-play from the uniform policy, eta .1",
        ["sampled"] = IntransitiveRun.Description,
        ["kl in reward"] = KlCoefficient.ToString(CultureInfo.InvariantCulture),
    };
}
