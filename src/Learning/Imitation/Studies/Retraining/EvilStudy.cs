using Forewarn.Core;
using Forewarn.Learning.InverseRl.Evolution;
using Forewarn.Learning.InverseRl.Retraining;
using Forewarn.Learning.InverseRl.Shaping;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Studies;
using Forewarn.Simulation.Tasks.Control.Puck;

namespace Forewarn.Learning.Imitation.Studies.Retraining;

/// <summary>EvIL's second stage on a learned reward: does a potential that evolved on short trainings speed others, here and in altered dynamics?</summary>
public sealed class EvilStudy(RetrainingSettings settings) : IStudy
{
    public EvilStudy() : this(new()) { }

    public string Name => "evil";

    public string Summary => "a potential evolved on the learned reward raises the area under the learning curve of retraining in the source world";

    public int DefaultSeeds => 5;

    public StudyResult Run(IReadOnlyList<ulong> seeds, Action<int, int> progress, CancellationToken cancel = default)
    {
        StudySeeds.Require(seeds);
        var found = StudyRuns.Named(seeds, (seed, stop) => One(StudySeeds.Reported(seed), stop), progress, cancel);
        return new(Name, Summary, seeds, Describe(), [.. found.Select(f => StudyFigure.Sampled(f.Name, f.PerSeed, BarOf(f.Name)))], Remarks);
    }

    /// <summary>Evolves a potential for a reward in the source world.</summary>
    public IPotential Evolve(RetrainingRun run, IRewardModel reward, SeedStream seed, Action<Generation>? told = null, CancellationToken cancel = default)
    {
        var potential = MlpPotential.Quiet(4, seed.Child("potential"));
        var fitness = new RetrainFitness(run.Test(settings.ShortSteps) with { EvaluationEpisodes = 0 }, () => reward, potential, settings.Ppo.Gamma);
        var search = new OpenEs(potential.Parameters, settings.Evolution with { Seed = seed.Child("evolution").Key });
        while (!search.IsDone)
        {
            var generation = search.Advance(fitness, cancel);
            told?.Invoke(generation);
        }
        search.Mean.CopyTo(potential.Parameters);
        return potential;
    }

    private IEnumerable<(string Name, double Value)> One(SeedStream seed, CancellationToken cancel)
    {
        var run = new RetrainingRun(settings, seed);
        var reward = run.Learn(true, settings.Members, seed.Child("irl++")).Reward;
        List<double> fitness = [];
        var evolved = Evolve(run, reward, seed, g => fitness.Add(g.Fitness.Average()), cancel);
        yield return ("fitness/first_generation", fitness[0]);
        yield return ("fitness/last_generation", fitness[^1]);
        foreach (var (name, world) in settings.Altered.Prepend(new("source", new PuckOptions())))
        {
            cancel.ThrowIfCancellationRequested();
            var test = run.Test(settings.ShortSteps, world);
            var plain = Outcomes(test, reward, null, seed.Child(name));
            var shaped = Outcomes(test, reward, evolved, seed.Child(name));
            var guided = Outcomes(test, reward, run.ExpertValues, seed.Child(name));
            yield return ($"{name}/area/plain", plain.Average(o => run.ScorePerStep(o.Measure(RetrainMeasure.EarnedArea))));
            yield return ($"{name}/area_gain/evolved", Gain(shaped, plain, o => run.ScorePerStep(o.Measure(RetrainMeasure.EarnedArea))));
            yield return ($"{name}/area_gain/expert_values", Gain(guided, plain, o => run.ScorePerStep(o.Measure(RetrainMeasure.EarnedArea))));
            yield return ($"{name}/learned_area_gain/evolved", Gain(shaped, plain, o => o.Measure(RetrainMeasure.LearnedArea)));
            yield return ($"{name}/return_gain/evolved", Gain(shaped, plain, o => run.Score(o.Return)));
        }
    }

    /// <summary>Equal seeds for every potential: the comparisons are paired.</summary>
    private RetrainOutcome[] Outcomes(RetrainTest test, IRewardModel reward, IPotential? potential, SeedStream seed) =>
        [.. Enumerable.Range(0, settings.Pairs).Select(i =>
            test.Run(reward, potential is null ? null : new PotentialShaping(potential, settings.Ppo.Gamma), seed.Child("pair", i)))];

    private static double Gain(RetrainOutcome[] with, RetrainOutcome[] without, Func<RetrainOutcome, double> of) =>
        with.Zip(without, (a, b) => of(a) - of(b)).Average();

    private static StudyBar? BarOf(string name) => name == "source/area_gain/evolved" ? new(AtLeast: 0) : null;

    private Dictionary<string, string> Describe()
    {
        var all = settings.Describe();
        var es = settings.Evolution;
        all["evolution"] = FormattableString.Invariant(
            $"OpenES, {es.Population} members, {es.Generations} generations, sigma {es.Sigma}, Adam {es.LearningRate}");
        all["fitness"] = $"learned reward per step of a PPO training of {settings.ShortSteps} steps";
        all["potential"] = "64, 64, tanh; zero last layer at first";
        all["judged by"] = $"{settings.Pairs} pairs of PPO trainings of {settings.ShortSteps} steps per seed and world, on seeds that the evolution never saw";
        all["altered worlds"] = string.Join("; ", settings.Altered.Select(a => FormattableString.Invariant(
            $"{a.Key}: mass {a.Value.Mass}, drag {a.Value.Drag}, wind {a.Value.Wind}")));
        return all;
    }

    private static readonly string[] Remarks =
    [
        "area is the mean score over all steps of the training, exploration included, in the task's own reward; the evolution saw only the learned one.",
        "expert_values shapes by the value network of the expert, which nobody has who has demonstrations alone.",
        "Altered worlds: reward and potential are those of the source. What they show is reported as found.",
    ];
}
