using Forewarn.Core;
using Forewarn.Evaluation.Statistics;

namespace Forewarn.Evaluation.Curves;

/// <summary>Learning curves of several groups in numbers.</summary>
/// <param name="Groups">By final figure, the best first.</param>
/// <param name="From">Start of the range that all runs of all groups cover.</param>
/// <param name="To">Its end, where the groups are compared.</param>
/// <param name="Improvements">Every pair of groups with runs on every task, the one with the better final figure first.</param>
public sealed record CurveReport(
    string Metric, double From, double To, IReadOnlyList<GroupFigures> Groups, IReadOnlyList<Improvement> Improvements)
{
    /// <param name="groups">At least one.</param>
    /// <param name="highest">Whether larger figures are better.</param>
    /// <exception cref="ForewarnException">There is no step that all runs cover.</exception>
    public static CurveReport Of(
        string metric, IReadOnlyList<GroupCurves> groups, SeedStream seed, bool highest = true,
        int rounds = StratifiedBootstrap.DefaultRounds)
    {
        var (from, to) = CurveBand.CommonRange([.. groups.SelectMany(g => g.Curves)]);
        int tasks = groups.SelectMany(g => g.Tasks).Max() + 1;
        var figures = groups.Select(g => (Group: g, Figures: FiguresOf(g))).ToArray();
        var ranked = highest ? figures.OrderByDescending(f => f.Figures.Final.Value) : figures.OrderBy(f => f.Figures.Final.Value);
        var order = ranked.ToArray();
        var improvements =
            from a in Enumerable.Range(0, order.Length)
            from b in Enumerable.Range(a + 1, order.Length - a - 1)
            let x = Ends(order[a].Group)
            let y = Ends(order[b].Group)
            where x.Concat(y).All(runs => runs.Length > 0)
            select new Improvement(order[a].Group.Label, order[b].Group.Label,
                ProbabilityOfImprovement.Of(x, y, seed.Child($"{order[a].Group.Label}>{order[b].Group.Label}"), rounds));
        return new(metric, from, to, [.. order.Select(o => o.Figures)], [.. improvements]);

        double[][] Ends(GroupCurves group) => group.ByTask(c => highest ? c.Final(to) : -c.Final(to), tasks);

        GroupFigures FiguresOf(GroupCurves group)
        {
            double end = group.Curves.Min(c => c.Steps[^1]);
            var own = seed.Child(group.Label);
            return new(group.Label, CurveBand.Of(group.Curves, own.Child("band"), group.Tasks, rounds),
                StratifiedBootstrap.Iqm(group.ByTask(c => c.Final(end), tasks), own.Child("final"), rounds),
                StratifiedBootstrap.Iqm(group.ByTask(c => c.Area(from, to), tasks), own.Child("area"), rounds));
        }
    }
}
