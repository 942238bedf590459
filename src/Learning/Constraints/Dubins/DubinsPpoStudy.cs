using Forewarn.Learning.Constraints.Constrained;
using Forewarn.Learning.Constraints.Inverse;
using Forewarn.Learning.Studies;

namespace Forewarn.Learning.Constraints.Dubins;

/// <summary>The same on the sluggish car with policy searches as inner players: a network for every task, by PPO-Lagrangian.</summary>
public sealed class DubinsPpoStudy : IStudy
{
    private const int Episodes = 400;
    private static readonly DubinsLearning Learning = new(2500, [64, 64, 64],
        new() { Rounds = 5, FirstSlack = 2, Anneal = 1, Fit = new() { Steps = 2000, LearningRate = 0.01, Batch = 1024 } });

    private static readonly PpoLagrangianOptions Search = new()
    {
        Ppo = new()
        {
            Environments = 16, RollOutSteps = 64, Hidden = [64, 64], Minibatches = 8, LearningRate = 1e-3, Gamma = 0.97, Lambda = 0.95, ValueClip = 0,
            ScaleRewards = false, LogStd = -1.5, ReplayCapacity = 1,
        },
        Gains = new(0.5, 0.05, 0.1), Steps = 16_384, CloningSteps = 1000, CloningRate = 1e-3, StartLogStd = -1.5,
    };

    public string Name => "icl-dubins-ppo";

    public string Summary => "with policy searches as learners the network comes nearer to the tube than to the failure set as well";

    public int DefaultSeeds => 3;

    public StudyResult Run(IReadOnlyList<ulong> seeds, Action<int, int> progress, CancellationToken cancel = default)
    {
        StudySeeds.Require(seeds);
        var figures = StudyRuns.Named(seeds, Seed, progress, cancel);
        return new(Name, Summary, seeds,
            new Dictionary<string, string>
            {
                ["car"] = $"{DubinsWorld.Sluggish.Car}", ["tasks"] = string.Join("; ", WishedTurns.All.Select(t => t.Name)),
                ["demonstrations"] = $"{Learning.Demonstrations} episodes a task", ["learner"] = $"{Search}", ["ppo"] = $"{Search.Ppo}",
                ["options"] = $"{Learning.Options with { Seed = 0 }}",
            },
            [.. figures.Select(f => StudyFigure.Sampled(f.Name, f.PerSeed, f.Name switch
            {
                "sluggish/tube_less_failure_overlap" => new(AtLeast: 0), "sluggish/coverage_beyond_failure" => new(AtLeast: 0.95), _ => null,
            }))],
            ["learner_return is what the policies lose against driving as wished, per episode; demonstration_return what experts do."]);
    }

    private static IEnumerable<(string, double)> Seed(ulong seed, CancellationToken cancel)
    {
        var stream = StudySeeds.Reported(seed);
        var world = DubinsWorld.Sluggish;
        PpoLagrangianSearch? search = null;
        var demonstrated = new List<double>();
        var learning = Learning.Start(world, stream.Child("sluggish"), (tasks, model) =>
        {
            demonstrated.AddRange(tasks.Select(t => t.Demonstrations.Rewards.ToArray().Sum() / (double)t.Demonstrations.Starts.Count));
            return search = new(Search, tasks, k => new DubinsTask(world, WishedTurns.All[k]), [2], model, Episodes, stream.Child("search"));
        });
        using (search)
        {
            var constraint = learning.Run(cancel).For(world.Signature);
            foreach (var figure in DubinsFigures.Of("sluggish", world, constraint, stream)) yield return figure;
        }
        yield return ("learner_return", learning.Rounds[^1].LearnerReturn);
        yield return ("demonstration_return", demonstrated.Average());
        yield return ("learner_cost", learning.Rounds[^1].LearnerCost);
        yield return ("demonstration_cost", learning.Rounds[^1].DemonstratedCost);
        yield return ("environment_steps", learning.Rounds.Sum(r => r.Steps));
    }
}
