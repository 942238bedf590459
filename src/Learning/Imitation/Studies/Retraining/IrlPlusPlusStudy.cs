using Forewarn.Core;
using Forewarn.Learning.InverseRl.Rewards;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Studies;

namespace Forewarn.Learning.Imitation.Studies.Retraining;

/// <summary>The retrain test: is the reward that inverse reinforcement learning leaves good for a learner that starts from nothing?</summary>
public sealed class IrlPlusPlusStudy(RetrainingSettings settings) : IStudy
{
    public IrlPlusPlusStudy() : this(new()) { }

    public string Name => "irlpp";

    public string Summary => "rewards of IRL++ retrain a policy from scratch to the expert's level; those of plain IRL do not, nor does a constant";

    public int DefaultSeeds => 10;

    public StudyResult Run(IReadOnlyList<ulong> seeds, Action<int, int> progress, CancellationToken cancel = default)
    {
        StudySeeds.Require(seeds);
        var arms = StudyRuns.Named(seeds, (seed, stop) => One(StudySeeds.Reported(seed), stop), progress, cancel);
        List<StudyFigure> figures = [.. arms.Select(a => StudyFigure.Sampled(a.Name, a.PerSeed, BarOf(a.Name)))];
        double[] plus = Scores("retrained/irl++"), plain = Scores("retrained/irl"), constant = Scores("retrained/constant");
        figures.Add(StudyFigure.Sampled("irl++_less_irl", [.. plus.Zip(plain, (a, b) => a - b)], new(AtLeast: 0)));
        figures.Add(StudyFigure.Sampled("irl++_less_constant", [.. plus.Zip(constant, (a, b) => a - b)], new(AtLeast: 0.5)));
        return new(Name, Summary, seeds, settings.Describe(), figures, Remarks);

        double[] Scores(string name) => arms.First(a => a.Name == name).PerSeed;
    }

    private IEnumerable<(string Name, double Score)> One(SeedStream seed, CancellationToken cancel)
    {
        var run = new RetrainingRun(settings, seed);
        yield return ("expert/return", run.ExpertReturn);
        yield return ("retrained/task_reward", run.Retrain(new TaskReward()));
        yield return ("retrained/constant", run.Retrain(new ConstantReward()));
        foreach (var (name, learn) in new (string, Func<LearnedReward>)[]
        {
            ("irl", () => run.Learn(false, 1, seed.Child("irl"))),
            ("irl++", () => run.Learn(true, settings.Members, seed.Child("irl++"))),
            ("irl++_one_critic", () => run.Learn(true, 1, seed.Child("irl++ one"))),
            ("irl_ensemble", () => run.Learn(false, settings.Members, seed.Child("irl ensemble"))),
            ("irl++_across_agents", () => run.LearnAcross(seed.Child("irl++ across"))),
        })
        {
            cancel.ThrowIfCancellationRequested();
            var learned = learn();
            yield return ($"learner/{name}", learned.Learner);
            yield return ($"retrained/{name}", run.Retrain(learned.Reward));
        }
    }

    private static StudyBar? BarOf(string name) => name switch
    {
        "retrained/irl++" => new(AtLeast: 0.95),
        "retrained/irl" => new(AtMost: 0.95),
        "retrained/constant" => new(AtMost: 0.5),
        _ => null,
    };

    private static readonly string[] Remarks =
    [
        "learner/ is the policy that inverse reinforcement learning itself ended with; retrained/ is a fresh one on the reward it left.",
        "Episodes have a fixed length and the reward sees the state alone: a constant reward leaves PPO where it started.",
    ];
}
