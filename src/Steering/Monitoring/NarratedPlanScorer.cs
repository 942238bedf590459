using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>
/// The verifier's text half on a single plan: narrate it, then offer its narration against "none of these".
/// </summary>
public sealed class NarratedPlanScorer(INarrator narrator, IWishReader reader) : IPlanScorer
{
    private static readonly int[][] OnlyOrder = [[0]];

    public async ValueTask<PlanScore> ScoreAsync(string wish, LatentRollout rollout, CancellationToken deadline)
    {
        var narrations = await narrator.NarrateAsync(rollout, deadline);
        if (narrations.Count != 1 || string.IsNullOrWhiteSpace(narrations[0].Text))
            throw new ForewarnException($"narrator: found {narrations.Count} narrations, wanted one text for one plan.");
        string text = narrations[0].Text;
        var rows = await reader.ScoreAsync(wish, [text], OnlyOrder, deadline);
        return new(OptionScores.Average(rows, 1, 1)[0], text);
    }
}
