using System.Globalization;
using Forewarn.Core;
using Forewarn.Learning.InverseRl.Rewards;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Studies;

namespace Forewarn.Learning.Imitation.Studies;

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

    public int DefaultSeeds => 5;

    public StudyResult Run(IReadOnlyList<ulong> seeds, Action<int, int> progress, CancellationToken cancel = default)
    {
        StudySeeds.Require(seeds);
        var figures = new List<StudyFigure>();
        int done = 0;
        double[] wanted = OrbitWorld.CovarianceUnder(OrbitWorld.ExpertGains), passive = OrbitWorld.CovarianceUnder([0, 0]);
        figures.Add(StudyFigure.Exact("expert/variance_of_x", wanted[0]));
        figures.Add(StudyFigure.Exact("no_action/variance_of_x", passive[0]));
        figures.Add(StudyFigure.Sampled("expert/error_of_the_measurement",
            [.. seeds.Select(s => OrbitRun.Error(OrbitRun.ExpertPolicy, StudySeeds.Reported(s)))]));
        foreach (var (name, bar, reward) in Methods)
        {
            var errors = new List<(double Before, double After)>();
            foreach (ulong seed in seeds)
            {
                cancel.ThrowIfCancellationRequested();
                errors.Add(OrbitRun.Of(reward, seed, StudySeeds.Reported(seed)));
                progress(++done, seeds.Count * Methods.Length);
            }
            if (name == Methods[0].Name) figures.Add(StudyFigure.Sampled("before_learning/covariance_error", [.. errors.Select(e => e.Before)]));
            figures.Add(StudyFigure.Sampled($"{name}/covariance_error", [.. errors.Select(e => e.After)], bar));
        }
        return new(Name, Summary, seeds, Settings(), figures,
        [
            "Every linear policy visits states of mean zero here, so a linear discriminator has nothing to tell by; what its reward pays is "
                + "the chance of its sample.",
            "The covariance error is that of settled states over 200 episodes with drawn actions, against the exact covariance of the expert.",
        ]);
    }

    private static Dictionary<string, string> Settings() => new()
    {
        ["demonstrations"] = $"{OrbitRun.Episodes} episodes of 200 steps, states alone",
        ["learner"] = string.Create(CultureInfo.InvariantCulture,
            $"SAC, {OrbitRun.Steps} steps, networks 64 64, {OrbitRun.Sac.UpdatesPerStep} updates per step, batch {OrbitRun.Sac.Batch}, rate {OrbitRun.Sac.LearningRate}, "
            + $"discount {OrbitRun.Sac.Gamma}, replay of the newest {OrbitRun.Sac.ReplayCapacity}"),
        ["reward"] = string.Create(CultureInfo.InvariantCulture,
            $"updated every {OrbitRun.IterationSteps} steps by {OrbitRun.Score.StepsPerUpdate} gradient steps of {OrbitRun.Score.Batch} rows, rate {OrbitRun.Score.LearningRate}, "
            + $"the same for all four"),
        ["scores"] = $"{OrbitRun.Score.DiffusionTimes} diffusion times, {OrbitRun.Score.RewardTimes} per reward",
    };
}
