using System.Globalization;
using Forewarn.Core;
using Forewarn.Learning.Preferences.Worlds;
using Forewarn.Learning.Studies;

namespace Forewarn.Learning.Preferences.Studies;

/// <summary>
/// What does it take to tune a policy that decides several times in an episode? Tuning the last turn alone, or every turn by the futures
/// of a fixed data set, against REFUEL's resets with futures of its own.
/// </summary>
public sealed class MultiTurnStudy : IStudy
{
    private const double Bonus = 3;

    private static readonly DecisionGraph Chain = DecisionGraph.Derail(5), Futures = DecisionGraph.FuturesMatter;

    public string Name => "multi-turn";

    public string Summary => "REFUEL solves two small episodes in which tuning the last turn, or all turns by fixed futures, cannot";

    public int DefaultSeeds => 20;

    public StudyResult Run(IReadOnlyList<ulong> seeds, Action<int, int> progress, CancellationToken cancel = default)
    {
        StudySeeds.Require(seeds);
        List<StudyFigure> figures = [.. ExactChain(), .. ExactFutures()];
        int done = 0;
        double[][] refuel = Curves(Futures, MultiTurnRun.Way.Refuel), fixedFutures = Curves(Futures, MultiTurnRun.Way.StartFutures);
        double[][] chain = Curves(Chain, MultiTurnRun.Way.Refuel), lastTurn = Curves(Chain, MultiTurnRun.Way.LastTurn);
        Curve("futures/sampled/refuel", refuel, new(AtLeast: 0.99));
        Curve("futures/sampled/fixed_futures", fixedFutures, new(AtMost: 0.61));
        Curve("derail/sampled/refuel", chain, new(AtLeast: 0.99));
        Curve("derail/sampled/last_turn", lastTurn, new(AtMost: 0.07));
        double[] extra = [.. seeds.Select(seed =>
        {
            var (reset, whole) = MultiTurnRun.TargetVariance(Futures, Bonus, StudySeeds.Reported(seed).Child("variance"));
            return whole - reset;
        })];
        // Var(b - b') of two coin flips of 3 is 2 * 9 / 4.
        figures.Add(StudyFigure.Sampled("futures/sampled/variance_of_whole_episodes_less_refuel", extra, StudyBar.Near(4.5, 0.1)));
        return new(Name, Summary, seeds, Settings(), figures,
        [
            "The whole episode as one long answer is not beaten without noise: it has the same fixed point. What REFUEL's shared prefix "
            + "takes away is the noise of what came before the reset.",
            "All returns are exact, of the policies' exact probabilities.",
        ]);

        double[][] Curves(DecisionGraph graph, MultiTurnRun.Way way) => [.. seeds.Select(seed =>
        {
            cancel.ThrowIfCancellationRequested();
            double[] curve = MultiTurnRun.Returns(graph, way, StudySeeds.Reported(seed).Child($"{way}", graph.Decisions));
            progress(++done, 4 * seeds.Count);
            return curve;
        })];

        void Curve(string name, double[][] curves, StudyBar bar)
        {
            for (int i = 0; i <= MultiTurnRun.Iterations; i++)
                figures.Add(StudyFigure.Sampled(string.Create(CultureInfo.InvariantCulture, $"{name}/return_{i}"),
                    [.. curves.Select(c => c[i])], i == MultiTurnRun.Iterations ? bar : null));
        }
    }

    private static IEnumerable<StudyFigure> ExactChain()
    {
        double[] refuel = Chain.StartLogits(), last = Chain.StartLogits(), whole = Chain.StartLogits();
        double sharedLast = 0, sharedRefuel = 0;
        for (int i = 0; i < 5; i++)
        {
            refuel = MultiTurnStep.Refuel(Chain, refuel, MultiTurnRun.Eta);
            last = MultiTurnStep.LastTurn(Chain, last, MultiTurnRun.Eta);
            whole = MultiTurnStep.Trajectory(Chain, whole, MultiTurnRun.Eta);
            sharedLast = MultiTurnStep.SharedLastTurn(Chain, sharedLast, MultiTurnRun.Eta);
            sharedRefuel = MultiTurnStep.SharedRefuel(Chain, sharedRefuel, MultiTurnRun.Eta);
        }
        double[] dpo = Chain.StartLogits(), shared = MultiTurnStep.Same(Chain, sharedLast);
        double shift = MultiTurnStep.LastTurnDpo(Chain, beta: 0.1);
        dpo[^1] += shift;
        yield return Return("derail/exact/refuel", Chain, refuel, new(AtLeast: 0.99));
        yield return Return("derail/exact/whole_episode", Chain, whole);
        yield return Return("derail/exact/last_turn", Chain, last, new(AtMost: 0.0625));
        yield return Return("derail/exact/last_turn_dpo", Chain, dpo, new(AtMost: 0.0625));
        yield return StudyFigure.Exact("derail/exact/shared_last_turn/return", Chain.Return(shared), new(AtMost: 1e-6));
        yield return StudyFigure.Exact(
            "derail/exact/shared_last_turn/return_on_logged_prefixes", shared[^1] + 0.6 * (1 - shared[^1]), new(AtLeast: 0.999));
        yield return StudyFigure.Exact(
            "derail/exact/shared_last_turn_dpo/return", Chain.Return(MultiTurnStep.Same(Chain, shift)), new(AtMost: 1e-6));
        // The best that one rule for all decisions can do is always safe: 0.6.
        yield return StudyFigure.Exact(
            "derail/exact/shared_refuel/return", Chain.Return(MultiTurnStep.Same(Chain, sharedRefuel)), StudyBar.Near(0.6, 0.01));
    }

    private static IEnumerable<StudyFigure> ExactFutures()
    {
        double[] refuel = Futures.StartLogits();
        for (int i = 0; i < 5; i++) refuel = MultiTurnStep.Refuel(Futures, refuel, MultiTurnRun.Eta);
        yield return Return("futures/exact/refuel", Futures, refuel, new(AtLeast: 0.99));
        foreach (double eta in new[] { 4.0, 12, 40 })
            yield return Return(string.Create(CultureInfo.InvariantCulture, $"futures/exact/fixed_futures_eta_{eta}"), Futures,
                MultiTurnStep.StartFutures(Futures, Futures.StartLogits(), eta), new(AtMost: 0.61));
    }

    private static StudyFigure Return(string name, DecisionGraph graph, double[] logits, StudyBar? bar = null) =>
        StudyFigure.Exact($"{name}/return", graph.Return(MultiTurnStep.Probabilities(logits)), bar);

    private static Dictionary<string, string> Settings() => new()
    {
        ["derail"] = "5 decisions; before the last, greedy ends the episode with nothing; at the last it pays 1, safe .6; P(greedy) = .5",
        ["futures"] = "A pays .5; B leads to C, which pays 1, or D, which pays 0; P(B) = .5, P(C) = .2",
        ["exact"] = $"5 exact steps, eta {MultiTurnRun.Eta.ToString(CultureInfo.InvariantCulture)}; DPO with beta .1",
        ["sampled"] = MultiTurnRun.Description,
        ["variance"] = $"a coin flip that pays {Bonus.ToString(CultureInfo.InvariantCulture)} before the first decision, 20000 pairs",
    };
}
