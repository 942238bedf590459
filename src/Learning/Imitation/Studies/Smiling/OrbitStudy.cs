using System.Globalization;
using Forewarn.Core;
using Forewarn.Learning.InverseRl.Rewards;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Studies;

namespace Forewarn.Learning.Imitation.Studies.Smiling;

/// <summary>
/// State-only imitation where the expert differs from everybody else in nothing but spread: can scores that are affine in the state see
/// it, and can a linear discriminator?
/// </summary>
public sealed class OrbitStudy : IStudy
{
    private static readonly (string Name, StudyBar? Bar, Func<ITransitionSource, SeedStream, IRewardModel> Reward)[] Methods =
    [
        ("smiling_affine", new(AtMost: 0.10), (e, s) => new ScorePairReward(OrbitRun.Score, e, s)),
        ("smiling_published_affine", null, (e, s) => new ScorePairReward(OrbitRun.Score with { Form = ScoreForm.PublishedAffine }, e, s)),
        ("dac_linear", new(AtLeast: 1), (e, s) => new LogisticReward(OrbitRun.Classifier with { Hidden = [] }, e, s)),
        ("dac_mlp", null, (e, s) => new LogisticReward(OrbitRun.Classifier, e, s)),
    ];

    public string Name => "orbit";

    public string Summary => "affine scores recover the covariance of an expert's states, which a linear discriminator cannot see";

    public int DefaultSeeds => 10;

    public StudyResult Run(IReadOnlyList<ulong> seeds, Action<int, int> progress, CancellationToken cancel = default)
    {
        StudySeeds.Require(seeds);
        var runs = StudyRuns.Of(Methods.Length, seeds, (m, seed, stop) => [OrbitRun.Of(Methods[m].Reward, StudySeeds.Reported(seed), stop)], progress, cancel);
        List<StudyFigure> figures = [StudyFigure.Exact("before_learning/covariance_error", Spring.Error(new double[1, 2]))];
        for (int m = 0; m < Methods.Length; m++)
            figures.Add(StudyFigure.Sampled($"{Methods[m].Name}/covariance_error", [.. runs[m].Select(r => r[0])], Methods[m].Bar));
        return new(Name, Summary, seeds, Settings(), figures,
        [
            "Every policy of the class visits states of mean zero, so a linear discriminator has nothing to tell by but the chance of its "
                + "sample; and where its logits are not quite flat, its convex reward pays for spreading.",
        ]);
    }

    private static Dictionary<string, string> Settings() => new()
    {
        ["demonstrations"] = $"{OrbitRun.Demonstrations} episodes of 200 steps, states alone",
        ["learner"] = $"u = -K x from K = 0, {OrbitRun.Iterations} gradient steps by central differences over {OrbitRun.ProbeEpisodes} episodes "
            + "with common noise, " + string.Create(CultureInfo.InvariantCulture,
            $"rate {OrbitRun.Rate} falling to 0, at most {OrbitRun.Longest} long, gains within {OrbitRun.Least} and {OrbitRun.Most}"),
        ["reward"] = $"before every step {OrbitRun.Score.StepsPerUpdate} gradient steps of {OrbitRun.Score.Batch} rows, "
            + string.Create(CultureInfo.InvariantCulture, $"rate {OrbitRun.Score.LearningRate}, ")
            + $"on the newest {OrbitRun.Score.Window} states, alike for all four",
        ["scores"] = $"{OrbitRun.Score.DiffusionTimes} diffusion times, {OrbitRun.Score.RewardTimes} per reward, no standardized batches",
    };
}
