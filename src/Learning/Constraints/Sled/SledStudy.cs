using Forewarn.Core;
using Forewarn.Learning.Constraints.Constrained;
using Forewarn.Learning.Constraints.Inverse;
using Forewarn.Learning.Studies;
using Forewarn.Simulation.Tasks;

namespace Forewarn.Learning.Constraints.Sled;

/// <summary>
/// What limit do experts keep to? A sled on MuJoCo, several tasks with one limit, learned by a class with one parameter; then new policies search
/// under what was learned.
/// </summary>
internal sealed class SledStudy(SledCase what, double truth) : IStudy
{
    private const int Episodes = 20, Rounds = 10;

    /// <summary>How far from the truth a learned number may be.</summary>
    private const double Tolerance = 0.05;

    private static readonly PpoLagrangianOptions Search = new()
    {
        Steps = 16_384, CloningSteps = 500, StartLogStd = -1.5, Gains = new(0.05, 5e-3, 0.1),
        Ppo = new()
        {
            Environments = 16, RollOutSteps = 128, Hidden = [64, 64], Minibatches = 16, LearningRate = 1e-3, Lambda = 0.97, LogStd = -1, ReplayCapacity = 1,
        },
    };

    private static readonly PpoLagrangianOptions Afresh = Search with { Steps = 49_152, CloningSteps = 0, StartLogStd = null };

    public static IReadOnlyList<IStudy> Both { get; } = [new SledStudy(SledCase.Velocity, 0.75), new SledStudy(SledCase.Position, 0.5)];

    public string Name => $"icl-{what.Name}";

    public string Summary => $"a {what.Name} limit on a MuJoCo body is learned from experts who keep to it, and policies that search under it keep to it too";

    public int DefaultSeeds => 5;

    public StudyResult Run(IReadOnlyList<ulong> seeds, Action<int, int> progress, CancellationToken cancel = default)
    {
        StudySeeds.Require(seeds);
        var runs = StudyRuns.Named(seeds, (seed, stop) => Seed(StudySeeds.Reported(seed), stop), progress, cancel);
        return new(Name, Summary, seeds,
            new Dictionary<string, string>
            {
                ["limit"] = $"{what.Limit}", ["tasks"] = string.Join(", ", what.Worths.Select(w => $"toward ({w.X}, {w.Y})")),
                ["demonstrations"] = $"{Episodes} per task, spare up to {what.Spare}", ["rounds"] = $"{Rounds}", ["search"] = $"{Search}",
                ["hidden"] = string.Join(", ", Search.Ppo.Hidden), ["search_afresh_steps"] = $"{Afresh.Steps}", ["fit"] = $"{ConstraintFitOptions.Parametric}",
            },
            [.. runs.Select(r => StudyFigure.Sampled(r.Name, r.PerSeed, Bar(r.Name)))],
            ["Violations are steps beyond the true limit, by policies that draw their actions and searched afresh, without demonstrations.",
             "Return is relative to the experts', who keep a little distance to the limit."]);
    }

    private StudyBar? Bar(string name) => name switch
    {
        "learned" => StudyBar.Near(truth, Tolerance),
        "under_learned/violations" => new(AtMost: 0.05),
        "under_learned/return" => new(AtLeast: 0.9),
        _ => null,
    };

    private IEnumerable<(string Name, double Value)> Seed(SeedStream seed, CancellationToken cancel)
    {
        var shown = Enumerable.Range(0, what.Worths.Count).Select(k => what.Demonstrate(k, Episodes, seed.Child("experts", k))).ToArray();
        double expert = shown.Average(s => s.Return);
        ConstraintTask[] tasks = [.. shown.Select(s => s.Task)];
        var learned = Learn(tasks, seed.Child("game"), cancel);
        yield return ("learned", learned.Function.Values[0]);
        yield return ("experts/violations", Violations([.. tasks.SelectMany(t => t.Demonstrations.NextStates.ToArray())]));
        foreach (var (name, constraint) in new[] { ("under_learned", learned), ("without", what.Blank()) })
        {
            var outcomes = Searched(tasks, constraint, seed.Child("afresh"), cancel);
            yield return ($"{name}/violations", Violations([.. outcomes.SelectMany(o => o.States)]));
            yield return ($"{name}/return", outcomes.Average(o => o.Return) / expert);
        }
    }

    private ConstraintModel Learn(IReadOnlyList<ConstraintTask> tasks, SeedStream seed, CancellationToken cancel)
    {
        var constraint = what.Blank();
        using var search = new PpoLagrangianSearch(Search, tasks, k => new MujocoEnvironment(what.Task(k)), [], constraint, Episodes, seed.Child("search"));
        new InverseConstraintLearning(new() { Rounds = Rounds, Fit = ConstraintFitOptions.Parametric, Seed = seed.Key }, tasks, constraint, search,
            what.Signature, s => what.Margin(s.Span)).Run(cancel);
        return constraint;
    }

    /// <summary>New policies under a constraint that no longer changes.</summary>
    private SearchOutcome[] Searched(IReadOnlyList<ConstraintTask> tasks, ConstraintModel constraint, SeedStream seed, CancellationToken cancel)
    {
        using var search = new PpoLagrangianSearch(Afresh, tasks, k => new MujocoEnvironment(what.Task(k)), [], constraint, Episodes, seed);
        return [.. tasks.Select((_, k) => search.Improve(k, constraint, limit: 0, round: 0, seed.Child("improve", k), cancel))];
    }

    /// <summary>Share of states beyond the true limit.</summary>
    private double Violations(float[] states)
    {
        int beyond = 0;
        for (int at = 0; at < states.Length; at += 4) beyond += what.Margin(states.AsSpan(at, 4)) < 0 ? 1 : 0;
        return beyond / (states.Length / 4.0);
    }
}
