using Forewarn.Learning.Studies;
using Forewarn.Simulation.Tasks.Control.Beam;

namespace Forewarn.Learning.Imitation.Studies.Guitar;

/// <summary>
/// GUITAR's claim where it can be seen: an expert that the learner cannot follow, a detour that it can, and resets that make the difference.
/// </summary>
public sealed class BeamStudy : IStudy
{
    public string Name => "guitar-beam";

    public string Summary =>
        "where the learner cannot follow the expert, episodes that start at states of a realizable policy make imitation work, expert states do not";

    public int DefaultSeeds => 5;

    public StudyResult Run(IReadOnlyList<ulong> seeds, Action<int, int> progress, CancellationToken cancel = default)
    {
        StudySeeds.Require(seeds);
        var methods = BeamMethod.All;
        var runs = StudyRuns.Of(methods.Count, seeds, (v, seed, stop) => BeamRun.Of(methods[v], seed, stop), progress, cancel);
        double[] best = [.. seeds.Select(BeamTask.BestRealizable)];
        var figures = new List<StudyFigure> { StudyFigure.Sampled("best_realizable/return", best) };
        var shares = new Dictionary<string, double[]>();
        for (int v = 0; v < methods.Count; v++)
        {
            double[] share = [.. seeds.Select((_, s) => runs[v][s][0] / best[s])];
            shares[methods[v].Name] = share;
            figures.Add(StudyFigure.Sampled($"{methods[v].Name}/share_of_best", share, Bar(methods[v].Name)));
        }
        foreach (string other in new[] { "bc", "mm", "filter", "hype" })
        {
            double[] ahead = [.. seeds.Select((_, s) => shares["guitar"][s] - shares[other][s])];
            figures.Add(StudyFigure.Sampled($"guitar_less_{other}", ahead, new(AtLeast: 0)));
            figures.Add(StudyFigure.Exact($"guitar_above_{other}/seeds", ahead.Count(a => a > 0), new(AtLeast: seeds.Count)));
        }
        for (int v = 1; v < methods.Count; v++)
        {
            figures.Add(StudyFigure.Sampled($"{methods[v].Name}/steps/critic", [.. runs[v].Select(r => r[2])]));
            figures.Add(StudyFigure.Sampled($"{methods[v].Name}/steps/roll_in", [.. runs[v].Select(r => r[3])]));
        }
        return new(Name, Summary, seeds, Settings(), figures,
        [
            "All methods share networks, critic, budget and seeds; only resets and replay differ.",
            "The return of a run is the mean over its last four looks, 20 episodes each, from the task's own starts.",
            "The critic is trained on samples of all policies so far at a constant rate; the published 1/n rate with the latest policy alone " +
            "moves too little within this budget.",
        ]);
    }

    private static StudyBar? Bar(string method) => method switch
    {
        "guitar" => new(AtLeast: 0.80),
        "bc" or "filter" => new(AtMost: 0.25),
        _ => null,
    };

    private static Dictionary<string, string> Settings() => new()
    {
        ["learning steps"] = $"{BeamRun.Steps}",
        ["learner"] = $"lateral force clipped at {BeamWorld.WeakLateral} of full; the wind needs 0.9",
        ["demonstrations"] = $"{BeamTask.ExpertTransitions} expert transitions, {BeamTask.OfflineTransitions} offline ones, tremble {BeamTask.Tremble}",
        ["resets"] = $"with probability {BeamRun.ResetProbability}, else the task's start",
        ["search"] = $"{BeamRun.Search}",
        ["critic"] = $"{BeamRun.Critic}",
    };
}
