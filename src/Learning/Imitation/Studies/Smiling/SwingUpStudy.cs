using System.Globalization;
using Forewarn.Core;
using Forewarn.Learning.InverseRl.Rewards;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Studies;

namespace Forewarn.Learning.Imitation.Studies.Smiling;

/// <summary>A swing-up from the states of five expert episodes: scores against discriminators, neural and without hidden layers.</summary>
public sealed class SwingUpStudy : IStudy
{
    private static readonly (string Name, StudyBar? Bar, Func<ITransitionSource, SeedStream, IRewardModel> Reward)[] Methods =
    [
        ("smiling", new(AtLeast: 0.90), (e, s) => new ScorePairReward(SwingUpRun.Score, e, s)),
        ("dac", null, (e, s) => new LogisticReward(SwingUpRun.Classifier, e, s)),
        ("smiling_affine", null, (e, s) => new ScorePairReward(SwingUpRun.Score with { Form = ScoreForm.Affine }, e, s)),
        ("dac_linear", null, (e, s) => new LogisticReward(SwingUpRun.Classifier with { Hidden = [] }, e, s)),
    ];

    public string Name => "swing-up";

    public string Summary => "from five state-only episodes, score matching reaches the expert and spreads less over seeds than a discriminator";

    public int DefaultSeeds => 5;

    public StudyResult Run(IReadOnlyList<ulong> seeds, Action<int, int> progress, CancellationToken cancel = default)
    {
        StudySeeds.Require(seeds);
        List<StudyFigure> figures = [];
        var runs = StudyRuns.Of(Methods.Length, seeds, (m, seed, stop) =>
        {
            var (last, all) = SwingUpRun.Of(Methods[m].Reward, seed, StudySeeds.Reported(seed), stop);
            return [last, all];
        }, progress, cancel);
        for (int m = 0; m < Methods.Length; m++)
        {
            figures.Add(StudyFigure.Sampled($"{Methods[m].Name}/share_of_expert", [.. runs[m].Select(r => r[0])], Methods[m].Bar));
            figures.Add(StudyFigure.Sampled($"{Methods[m].Name}/mean_share_while_learning", [.. runs[m].Select(r => r[1])]));
        }
        figures.Add(StudyFigure.Exact("smiling/spread_over_that_of_dac", Spread(figures[0]) / Spread(figures[2]), new(AtMost: 1)));
        return new(Name, Summary, seeds, Settings(), figures,
        [
            "Share of the way from uniformly random torques to the scripted expert, from the same starts; the spread is the standard deviation "
                + "over seeds.",
        ]);
    }

    private static double Spread(StudyFigure figure) =>
        Math.Sqrt(figure.PerSeed.Sum(v => (v - figure.Value.Value) * (v - figure.Value.Value)) / (figure.PerSeed.Count - 1));

    private static Dictionary<string, string> Settings() => new()
    {
        ["demonstrations"] = $"{SwingUpRun.Demonstrations} episodes of 200 steps by the scripted swing-up, states alone",
        ["learner"] = $"SAC, {SwingUpRun.Steps} steps, networks 64 64, " + string.Create(CultureInfo.InvariantCulture,
            $"{SwingUpRun.Sac.UpdatesPerStep} updates per step, batch {SwingUpRun.Sac.Batch}, rate {SwingUpRun.Sac.LearningRate}"),
        ["reward"] = $"every {SwingUpRun.IterationSteps} steps {SwingUpRun.Score.StepsPerUpdate} gradient steps of {SwingUpRun.Score.Batch} rows, "
            + string.Create(CultureInfo.InvariantCulture, $"rate {SwingUpRun.Score.LearningRate}, hidden {SwingUpRun.Score.Hidden}, alike for all four"),
        ["scores"] = $"{SwingUpRun.Score.DiffusionTimes} diffusion times, {SwingUpRun.Score.RewardTimes} per reward",
        ["result of a run"] = $"mean of the last {SwingUpRun.Kept} looks of {SwingUpRun.LookEpisodes} episodes, "
            + $"{SwingUpRun.LookEvery} steps apart, mean action",
    };
}
