using Forewarn.Core;

namespace Forewarn.Evaluation.Asking;

/// <summary>What asking did on some held-out decisions.</summary>
/// <param name="Coverage">Share whose kept options hold a right one; promised is at least <c>1 - alpha</c>.</param>
/// <param name="Executed">Share decided unasked.</param>
/// <param name="Asked">Share asked about.</param>
/// <param name="GaveUp">Share without any option left.</param>
/// <param name="ExecutedRight">Of those decided unasked, share whose plan fulfilled the wish.</param>
/// <param name="Resolved">Of those asked about, share in which one answer led to a plan that was executed and did what the person had in mind.</param>
/// <param name="ResolvedDrawn">The same over questions where some plan that was drawn does it, refused by the guard or not.</param>
/// <param name="ResolvedLater">Of those asked about, share in which one answer or two did.</param>
/// <param name="Right">Share of all decisions whose plan fulfilled the wish.</param>
/// <param name="RightUnasked">The same, had the most probable plan been executed without asking.</param>
/// <param name="Meant">Share of all decisions whose plan was what the person had in mind: one of those that the wish accepts, drawn.</param>
/// <param name="MeantUnasked">The same, had the most probable plan been executed without asking.</param>
public sealed record AskingFigures(
    int Decisions, MetricInterval Coverage, MetricInterval Executed, MetricInterval Asked, MetricInterval GaveUp, MetricInterval ExecutedRight,
    MetricInterval Resolved, MetricInterval ResolvedDrawn, MetricInterval ResolvedLater, MetricInterval Right, MetricInterval RightUnasked, MetricInterval Meant,
    MetricInterval MeantUnasked)
{
    public static AskingFigures Of(IReadOnlyCollection<AskingRow> rows)
    {
        var decisions = rows.Select(r => r.Decision!).ToArray();
        AskingDecision[] executed = [.. decisions.Where(d => d.Kind == AskingKind.Executed)], asked = [.. decisions.Where(d => d.Kind == AskingKind.Asked)];
        return new(
            rows.Count, Share(decisions, d => d.Covered), Share(decisions, d => d.Kind == AskingKind.Executed), Share(decisions, d => d.Kind == AskingKind.Asked),
            Share(decisions, d => d.Kind == AskingKind.GaveUp), Share(executed, d => d.Acceptable), Share(asked, d => d.ResolvedInOne()),
            Share([.. asked.Where(d => d.Way != MeantWay.Absent)], d => d.ResolvedInOne()), Share(asked, d => d.Meant),
            Share(decisions, d => d.Acceptable), MetricInterval.OfShare([.. rows.Select(r => r.BestFulfills)]),
            Share(decisions, d => d.Meant), MetricInterval.OfShare([.. rows.Select(r => r.BestMeant)]));
    }

    private static MetricInterval Share(AskingDecision[] decisions, Func<AskingDecision, bool> holds) =>
        MetricInterval.OfShare([.. decisions.Select(holds)]);
}
