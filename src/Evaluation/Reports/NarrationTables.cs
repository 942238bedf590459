using Forewarn.Evaluation.Narrations;
using Forewarn.Evaluation.Steering;

namespace Forewarn.Evaluation.Reports;

/// <summary>The tables of a narration study.</summary>
public static class NarrationTables
{
    public static IReadOnlyList<ReportTable> All(NarrationResults r)
    {
        (string Name, NarrationFigures Figures)[] rows =
            [
            ("imagined", r.Predicted), ("true future", r.TrueFuture), ("shuffled", r.Shuffled), ("actions only", r.ActionsOnly),
        ];
        var classes = rows.SelectMany(p => p.Figures.Mode.Recall.Keys).Distinct().Order(StringComparer.Ordinal);
        return
        [
            new($"Narration on {r.Episodes} held-out episodes",
                ["from", "mode right", "macro recall", "outcome right", "macro recall ", "majority"],
                [.. rows.Select(p => (IReadOnlyList<string>)[
                    p.Name, Figures.Interval(p.Figures.Mode.Accuracy), Figures.Share(p.Figures.Mode.MacroRecall),
                    Figures.Interval(p.Figures.Outcome.Accuracy), Figures.Share(p.Figures.Outcome.MacroRecall),
                    Figures.Share(p.Figures.Outcome.Majority)])],
                $"Imagined minus actions only, by mode: {Figures.Signed(r.GainOverActions)}, "
                + $"McNemar p {Figures.P(r.GainTest.PValue)}. "
                + $"Mean recall of failures: {Figures.Share(r.FailureRecall)}. Control "
                + (r.ControlEpisodes == 0
                    ? "cross-validated on the same episodes."
                    : $"trained on {r.ControlEpisodes} other episodes.")),
            new("Recall per true mode", ["true mode", .. rows.Select(p => p.Name)],
                [.. classes.Select(c => (IReadOnlyList<string>)[c, .. rows.Select(p =>
                    Figures.Interval(p.Figures.Mode.Recall.GetValueOrDefault(c)))])]),
            ControlTables.Failures("Failures foretold",
                [.. rows.Where(p => p.Figures.Failures is not null).Select(p => (p.Name, p.Figures.Failures!))], r.Ceiling),
            SteeringTables.Confusion(r.Predicted.Mode.Confusion) with
            {
                Title = "True mode (rows) against mode narrated from imagined latents (columns)",
            },
        ];
    }
}
