using Forewarn.Core;
using Forewarn.Evaluation.Runs;
using Forewarn.Evaluation.Statistics;
using Forewarn.Evaluation.Steering;
using Forewarn.Steering;

namespace Forewarn.Evaluation.Asking;

/// <summary>What a study of asking found.</summary>
/// <param name="Threshold">From the calibration scenes.</param>
/// <param name="All">Over all held-out decisions.</param>
/// <param name="Groups">The same by group of wishes.</param>
/// <param name="RightDifference">With asking minus without, paired.</param>
/// <param name="MeantDifference">The same of what the person had in mind.</param>
/// <param name="Questions">Questions that were asked, most frequent first.</param>
public sealed record AskingResults(
    RunRecord Run, ConformalThreshold Threshold, AskingFigures All, IReadOnlyDictionary<string, AskingFigures> Groups, MetricInterval RightDifference,
    MetricInterval MeantDifference, IReadOnlyList<string> Questions)
{
    private const ulong ResamplingSeed = 20250202;
    private const int MostQuestions = 12;

    public static AskingResults Of(RunRecord run, ConformalThreshold threshold, IReadOnlyList<AskingRow> heldOut, IReadOnlyList<WishCase> wishes) => new(
        run, threshold, AskingFigures.Of([.. heldOut]),
        heldOut.GroupBy(r => wishes[r.Wish].Group).OrderBy(g => g.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => AskingFigures.Of([.. g])),
        Difference(heldOut, d => d.Acceptable, r => r.BestFulfills), Difference(heldOut, d => d.Meant, r => r.BestMeant),
        [.. heldOut.Select(r => r.Decision!.Question).OfType<string>().GroupBy(q => q).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
            .Take(MostQuestions).Select(g => g.Key)]);

    private static MetricInterval Difference(IReadOnlyList<AskingRow> rows, Func<AskingDecision, bool> with, Func<AskingRow, bool> without) =>
        Bootstrap.PairedDifference([.. rows.Select(r => with(r.Decision!))], [.. rows.Select(without)], new SeedStream(ResamplingSeed).Child("asking"));
}
