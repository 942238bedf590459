using Forewarn.Core;
using Forewarn.Learning.Constraints.Constrained;
using Forewarn.Learning.Constraints.Inverse;
using Forewarn.Learning.Constraints.Inverse.Classes;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Studies;
using Forewarn.Simulation.Tasks;

namespace Forewarn.Learning.Constraints.Sled;

/// <summary>
/// What limit do experts keep to? A sled on MuJoCo, several tasks with one limit, learned by its own class with one parameter and by a network;
/// then new policies search under what was learned.
/// </summary>
internal sealed class SledStudy(SledCase what, double truth, double tolerance) : IStudy
{
    private const int Episodes = 20;

    private static readonly PpoLagrangianOptions Search = new()
    {
        Steps = 16_384, CloningSteps = 500, StartLogStd = -1,
        Ppo = new()
        {
            Environments = 16, RollOutSteps = 128, Hidden = [64, 64], Minibatches = 16, LearningRate = 1e-3, Lambda = 0.97, LogStd = -1, ReplayCapacity = 1,
        },
        Gains = new(0.05, 5e-3, 0.1),
    };

    private static readonly PpoLagrangianOptions Afresh = Search with { Steps = 131_072, CloningSteps = 0 };

    private static readonly ConstraintFitOptions Network = new() { Steps = 1500, LearningRate = 3e-3, Batch = 1024 };

    public static IReadOnlyList<IStudy> Both { get; } =
        [new SledStudy(SledCase.Velocity, 0.75, 0.05), new SledStudy(SledCase.Position, 0.5, 0.05)];

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
                ["demonstrations"] = $"{Episodes} per task, spare up to {what.Spare}", ["game"] = $"{Game(Network).Rounds} rounds, slack {Game(Network).FirstSlack}",
                ["search"] = $"{Search}", ["search_afresh_steps"] = $"{Afresh.Steps}", ["fit_one_number"] = $"{ConstraintFitOptions.Parametric}",
                ["fit_network"] = $"{Network}, 32-32",
            },
            [.. runs.Select(r => StudyFigure.Sampled(r.Name, r.PerSeed, Bar(r.Name)))],
            ["Violations are steps beyond the true limit, by policies that draw their actions and searched afresh, without demonstrations.",
             "Return is relative to the experts', who keep a little distance to the limit."]);
    }

    private StudyBar? Bar(string name) => name switch
    {
        "one_number/learned" or "network/learned" => StudyBar.Near(truth, tolerance),
        "network/violations" => new(AtMost: 0.05),
        "network/return" => new(AtLeast: 0.9),
        _ => null,
    };

    private static InverseConstraintOptions Game(ConstraintFitOptions fit) => new() { Rounds = 10, Fit = fit };

    private IEnumerable<(string Name, double Value)> Seed(SeedStream seed, CancellationToken cancel)
    {
        var shown = Enumerable.Range(0, what.Worths.Count).Select(k => what.Demonstrate(k, Episodes, seed.Child("experts", k))).ToArray();
        double expert = shown.Average(s => s.Return);
        ConstraintTask[] tasks = [.. shown.Select(s => s.Task)];
        yield return ("experts/return", expert);
        yield return ("experts/violations", Violations([.. tasks.SelectMany(t => t.Demonstrations.NextStates.ToArray())]));
        foreach (var (name, function, fit) in Classes(seed.Child("class")))
        {
            var constraint = Learn(tasks, function, fit, seed.Child(name), cancel);
            yield return ($"{name}/learned", SledEdge.Of(what, constraint));
            foreach (var figure in Searched(name, tasks, constraint, expert, seed.Child("afresh"), cancel)) yield return figure;
        }
        foreach (var figure in Searched("no_constraint", tasks, what.Blank(what.Parametric()), expert, seed.Child("afresh"), cancel)) yield return figure;
    }

    private IEnumerable<(string Name, ConstraintClass Function, ConstraintFitOptions Fit)> Classes(SeedStream seed) =>
    [
        ("one_number", what.Parametric(), ConstraintFitOptions.Parametric), ("network", new NeuralConstraint(what.Columns.Count, [32, 32], seed), Network),
    ];

    internal ConstraintModel Learn(
        IReadOnlyList<ConstraintTask> tasks, ConstraintClass function, ConstraintFitOptions fit, SeedStream seed, CancellationToken cancel)
    {
        var constraint = what.Blank(function);
        using var search = new PpoLagrangianSearch(Search, tasks, k => new MujocoEnvironment(what.Task(k)), [], constraint, Episodes, seed.Child("search"));
        new InverseConstraintLearning(Game(fit) with { Seed = seed.Key }, tasks, constraint, search, what.Signature, s => what.Margin(s.Span)).Run(cancel);
        return constraint;
    }

    /// <summary>New policies under a constraint that no longer changes.</summary>
    private IEnumerable<(string Name, double Value)> Searched(
        string name, IReadOnlyList<ConstraintTask> tasks, ConstraintModel constraint, double expert, SeedStream seed, CancellationToken cancel)
    {
        using var search = new PpoLagrangianSearch(Afresh, tasks, k => new MujocoEnvironment(what.Task(k)), [], constraint, Episodes, seed);
        var outcomes = new SearchOutcome[tasks.Count];
        for (int k = 0; k < outcomes.Length; k++)
        {
            cancel.ThrowIfCancellationRequested();
            outcomes[k] = search.Improve(k, constraint, 0, 0, seed.Child("improve", k), cancel);
        }
        yield return ($"{name}/violations", Violations([.. outcomes.SelectMany(o => o.States)]));
        yield return ($"{name}/return", outcomes.Average(o => o.Return) / expert);
    }

    /// <summary>Share of states beyond the true limit.</summary>
    private double Violations(float[] states)
    {
        int beyond = 0;
        for (int at = 0; at < states.Length; at += 4) beyond += what.Margin(states.AsSpan(at, 4)) < 0 ? 1 : 0;
        return beyond / (states.Length / 4.0);
    }
}
