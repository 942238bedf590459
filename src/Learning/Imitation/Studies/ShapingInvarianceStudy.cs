using Forewarn.Core;
using Forewarn.Learning.InverseRl.Shaping;
using Forewarn.Learning.Studies;
using Forewarn.Simulation.Worlds;

namespace Forewarn.Learning.Imitation.Studies;

/// <summary>Which form of shaping leaves the optimal policy alone: by value iteration, in a grid and in a chain of three states.</summary>
public sealed class ShapingInvarianceStudy : IStudy
{
    private const double Gamma = 0.9;

    public string Name => "shaping-invariance";

    public string Summary => "gamma Phi(s') - Phi(s) moves values by -Phi and no policy; Phi(s') - gamma Phi(s) can make never finishing optimal";

    public int DefaultSeeds => 10;

    public StudyResult Run(IReadOnlyList<ulong> seeds, Action<int, int> progress, CancellationToken cancel = default)
    {
        StudySeeds.Require(seeds);
        List<double> shift = [], changed = [], published = [];
        for (int s = 0; s < seeds.Count; s++)
        {
            cancel.ThrowIfCancellationRequested();
            var noise = StudySeeds.Reported(seeds[s]).Child("potential");
            double[] potential = [.. Enumerable.Range(0, GridWorld.Corner.States).Select(_ => noise.NextNormal())];
            var process = Grid();
            double[,] plain = process.Values(), shaped = process.Values(potential), other = process.Values(potential, ShapingForm.Published);
            shift.Add(LargestMiss(plain, shaped, potential));
            changed.Add(Changed(plain, shaped));
            published.Add(Changed(plain, other));
            progress(s + 1, seeds.Count);
        }
        List<StudyFigure> figures =
        [
            StudyFigure.Sampled("grid/invariant/largest_miss_of_minus_phi", shift, new(AtMost: 1e-9)),
            StudyFigure.Sampled("grid/invariant/states_with_other_best_actions", changed, StudyBar.Near(0, 1e-12)),
            StudyFigure.Sampled("grid/published/states_with_other_best_actions", published, new(AtLeast: 1)),
            .. Chain(),
        ];
        return new(Name, Summary, seeds, new Dictionary<string, string>
        {
            ["grid"] = "5 x 5, goal in a corner, gamma .9, a standard normal potential per cell",
            ["chain"] = "0 - 1 - goal, actions stay and advance, reward 1 at the goal, gamma .9, Phi = 1 beside the goal",
        }, figures, ["In the chain the published form pays .1 for every step that does not finish: staying in state 1 for good is worth 1.0, finishing .1."]);
    }

    private static TabularProcess Grid()
    {
        var world = GridWorld.Corner;
        return TabularProcess.Of(world.States, GridWorld.Actions, world.Next, [.. Enumerable.Range(0, world.States).Select(s => s == world.Goal)], Gamma);
    }

    private static IEnumerable<StudyFigure> Chain()
    {
        var chain = TabularProcess.Of(3, 2, (s, a) => Math.Min(2, s + a), [false, false, true], Gamma);
        double[] potential = [1, 1, 0];
        double[,] invariant = chain.Values(potential), published = chain.Values(potential, ShapingForm.Published);
        yield return StudyFigure.Exact("chain/invariant/stay", invariant[1, 0], StudyBar.Near(-0.1, 1e-9));
        yield return StudyFigure.Exact("chain/invariant/advance", invariant[1, 1], StudyBar.Near(0, 1e-9));
        yield return StudyFigure.Exact("chain/published/stay", published[1, 0], StudyBar.Near(1, 1e-9));
        yield return StudyFigure.Exact("chain/published/advance", published[1, 1], StudyBar.Near(0.1, 1e-9));
    }

    private static double LargestMiss(double[,] plain, double[,] shaped, double[] potential)
    {
        double miss = 0;
        for (int s = 0; s < plain.GetLength(0); s++)
            if (s != GridWorld.Corner.Goal)
                miss = Math.Max(miss, Math.Abs(TabularProcess.Best(shaped, s) - TabularProcess.Best(plain, s) + potential[s]));
        return miss;
    }

    private static int Changed(double[,] plain, double[,] shaped) => Enumerable.Range(0, plain.GetLength(0)).Count(s =>
        s != GridWorld.Corner.Goal && !TabularProcess.BestActions(plain, s).SequenceEqual(TabularProcess.BestActions(shaped, s)));
}
