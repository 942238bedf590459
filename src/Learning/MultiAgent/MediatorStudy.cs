using Forewarn.Core;
using Forewarn.Games;
using Forewarn.Learning.Studies;

namespace Forewarn.Learning.MultiAgent;

/// <summary>What regret do learned mediators leave, tabular and neural, and how near do learned deviators come to it?</summary>
public sealed class MediatorStudy : IStudy
{
    private const int Rounds = 20, EpisodesPerRound = 50;

    private static readonly (string Name, IStateWeights Weights)[] Methods =
        [("cloning", new JointBehaviorCloning()), ("malice", new Malice()), ("blades", new Blades())];

    private static readonly Dictionary<string, StudyBar> Bars = new()
    {
        ["exact/crossroads/cloning"] = new(AtLeast: 1.75), ["exact/crossroads/blades"] = new(AtMost: 0.05),
        ["exact/covered/malice"] = new(AtMost: 0.05), ["exact/covered/blades"] = new(AtMost: 0.05),
        ["exact/shared/cloning"] = StudyBar.Near(8.55, 0.1), ["exact/shared/malice"] = StudyBar.Near(4.275, 0.1),
        ["tabular/crossroads/blades"] = new(AtMost: 0.05), ["tabular/covered/malice"] = new(AtMost: 0.05), ["tabular/doorway/blades"] = new(AtMost: 0.05),
        ["neural/crossroads/blades"] = new(AtMost: 0.1), ["neural/covered/malice"] = new(AtMost: 0.1), ["neural/doorway/blades"] = new(AtMost: 0.1),
        ["neural/chicken/cloning"] = new(AtMost: 0.1),
        ["neural/covered/malice_discriminated"] = new(AtMost: 0.1),
        ["tabular/crossroads/cloning_less_blades"] = new(AtLeast: 0.5), ["neural/crossroads/cloning_less_blades"] = new(AtLeast: 0.5),
        ["tabular/doorway/cloning_less_blades"] = new(AtLeast: 0.5), ["neural/doorway/cloning_less_blades"] = new(AtLeast: 0.5),
        ["neural/shared/cloning_less_malice"] = new(AtLeast: 1),
        ["lower_bound/above_exact"] = new(AtMost: 0.05), ["lower_bound/share_of_exact"] = new(AtLeast: 0.9),
    };

    public string Name => "mediators";

    public string Summary => "cloning a mediator leaves regret where nobody went; BLADES closes it, MALICE where it is covered; learned deviators bound it from below";

    public int DefaultSeeds => 10;

    public StudyResult Run(IReadOnlyList<ulong> seeds, Action<int, int> progress, CancellationToken cancel = default)
    {
        StudySeeds.Require(seeds);
        var runs = StudyRuns.Named(seeds, (seed, stop) => Seed(StudySeeds.Reported(seed), stop), progress, cancel);
        return new(Name, Summary, seeds,
            new Dictionary<string, string>
            {
                ["exact"] = "1000 rounds of entropic follow-the-regularized-leader, average of all rounds",
                ["sampled"] = $"{Rounds} rounds; BLADES {EpisodesPerRound} episodes of queries a round, others {Rounds * EpisodesPerRound} demonstrations",
                ["neural"] = Words(new NeuralMediatorOptions()), ["best response"] = $"{new BestResponseOptions()}",
            },
            [.. Exact(), .. runs.Select(run => StudyFigure.Sampled(run.Name, run.PerSeed, Bars.GetValueOrDefault(run.Name)))],
            [
                "Every figure without another word is the exact regret gap of swap deviations, by dynamic programming, also of sampled and neural learners.",
                "MALICE learns nothing about states that its demonstrations do not show; on crossroads it is expected to fail, and it warns.",
                "shared: one recommendation for all states, so that no learner of the class is perfect. Where a class holds the expert and "
                + "every state is shown, cloning is as good.",
                "What a network recommends in states it never saw is chance: on crossroads it copies the road it knows and the gap is larger than that of a table, "
                + "at the doorway it lets nobody gain in most seeds. The bar there asked for what a table leaves.",
                "learned_deviation: what deviations found by playing gain on fresh episodes, in the mean a lower bound on the learner's regret.",
                "uncovered: largest share of an episode that a deviator spends where MALICE cannot see.",
                "independent: agents that each do by themselves what the expert tells them, the product of its marginals.",
                "above_exact: share of estimates whose whole interval lies above the exact regret; share_of_exact: exact gain of the learned deviation over "
                + "the exact regret, learners with more than .05 of it.",
            ]);
    }

    private static string Words(NeuralMediatorOptions options) => FormattableString.Invariant(
        $"hidden {string.Join(", ", options.Hidden)}; learning rate {options.LearningRate}; {options.FitSteps} updates a fit");

    private static IEnumerable<StudyFigure> Exact()
    {
        foreach (var game in StudyGame.All)
        {
            yield return StudyFigure.Exact($"exact/{game.Name}/independent", game.Independent());
            yield return StudyFigure.Exact($"exact/{game.Name}/uncovered", Malice.Uncovered(game.Game, game.Expert, game.Expert));
        }
        foreach (var game in StudyGame.All)
            foreach (var (method, weights) in Methods)
            {
                string name = $"exact/{game.Name}/{method}";
                yield return StudyFigure.Exact(name, game.Exact(weights), Bars.GetValueOrDefault(name));
            }
    }

    private static IEnumerable<(string Name, double Value)> Seed(SeedStream seed, CancellationToken cancel)
    {
        var figures = new List<(string, double)>();
        var bounds = new List<(double Above, double Share)>();
        foreach (bool neural in new[] { false, true })
            // In a table of its own for every state, classes cannot be shared.
            foreach (var game in StudyGame.All.Where(g => neural || g.Tied is null))
            {
                cancel.ThrowIfCancellationRequested();
                string place = $"{(neural ? "neural" : "tabular")}/{game.Name}";
                var learners = Learners(game, neural, seed.Child(place)).ToArray();
                figures.AddRange(learners.Select(l => ($"{place}/{l.Method}", game.Gap(l.Learner))));
                double Gap(string method) => figures.First(f => f.Item1 == $"{place}/{method}").Item2;
                figures.Add(($"{place}/cloning_less_malice", Gap("cloning") - Gap("malice")));
                figures.Add(($"{place}/cloning_less_blades", Gap("cloning") - Gap("blades")));
                figures.Add(($"{place}/largest_value_gap", learners.Max(l => RegretGap.Of(game.Game, game.Expert, l.Learner).ValueGap)));
                foreach (var (method, learner) in learners)
                {
                    cancel.ThrowIfCancellationRequested();
                    double exact = Regret.Of(game.Game, learner, DeviationClass.Swap).Value;
                    var estimate = RegretEstimate.Of(game.Game, learner, new(), seed.Child(place).Child($"bound {method}"));
                    double found = GameValues.Of(game.Game, learner, estimate.Deviation.Agent, estimate.Deviation)
                        - GameValues.Of(game.Game, learner, estimate.Deviation.Agent);
                    bounds.Add((estimate.Gain.Low > exact + 1e-9 ? 1 : 0, exact > 0.05 ? found / exact : double.NaN));
                    figures.Add(($"{place}/{method}/learned_deviation", estimate.Gain.Value));
                }
            }
        figures.Add(("lower_bound/above_exact", bounds.Average(b => b.Above)));
        figures.Add(("lower_bound/share_of_exact", bounds.Where(b => !double.IsNaN(b.Share)).Average(b => b.Share)));
        return figures;
    }

    private static IEnumerable<(string Method, Mediator Learner)> Learners(StudyGame game, bool neural, SeedStream seed)
    {
        var shown = ClonedDemonstrations.Draw(game.Game, game.Expert, Rounds * EpisodesPerRound, seed.Child("demonstrations"));
        var sources = new List<(string, IRecommendationSource)>
        {
            ("cloning", new ClonedDemonstrations(shown)), ("malice", new ReweightedDemonstrations(game.Game, shown, new ExactRatio())),
            ("blades", new QueriedDeviations(game.Game, game.Expert, EpisodesPerRound)),
        };
        if (neural && game.Tied is null) sources.Add(("malice_discriminated", new ReweightedDemonstrations(game.Game, shown, new DiscriminatedRatio())));
        foreach (var (method, source) in sources)
        {
            var imitation = new SampledImitation(source, game.Model(neural, seed.Child("model")), seed.Child(method));
            for (int n = 0; n < Rounds; n++) imitation.Round();
            yield return (method, imitation.Best);
        }
    }
}
