using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>One look at a running plan: what has been seen and what is to come, side by side, and its score.</summary>
/// <param name="Rollout"><c>[1, H, Z]</c>; state <c>t</c> belongs to frame <c>t + 1</c>.</param>
internal sealed record PlanForesight(LatentRollout Rollout, PlanScore Score)
{
    /// <summary>Observes, imagines the rest and scores.</summary>
    /// <param name="first">Frame of the first observation in <paramref name="seen"/>.</param>
    /// <param name="before">The last good look, for states before <paramref name="first"/>; null when there is none.</param>
    /// <param name="observed">Called when the observations have been taken in.</param>
    public static async ValueTask<PlanForesight> LookAsync(
        PlanMonitor monitor, string wish, ActionChunk plan, int rows, IReadOnlyList<Observation> seen, int first,
        LatentRollout? before, Action observed, CancellationToken deadline)
    {
        int frame = first + seen.Count - 1, steps = plan.Steps / rows, width = rows * plan.Spec.Width;
        var history = new ObservationHistory(seen, plan.Values[(first * width)..(frame * width)]);
        var posterior = await monitor.WorldModel.ObserveAsync(history, deadline);
        int size = posterior.Size;
        Shape.Require("posterior states", posterior.Values.Length, ("T", seen.Count), ("Z", size));
        observed();
        var values = new float[steps * size];
        if (before is not null)
        {
            Shape.Require("earlier states", before.Values.Length, ("H", steps), ("Z", size));
            before.Values.CopyTo(values, 0);
        }
        else
        {
            for (int t = 1; t < first; t++) posterior.Values.AsSpan(0, size).CopyTo(values.AsSpan((t - 1) * size));
        }
        int skipped = first == 0 ? 1 : 0, kept = Math.Max(0, seen.Count - skipped);
        posterior.Values.AsSpan(skipped * size, kept * size).CopyTo(values.AsSpan((first + skipped - 1) * size));
        var disagreement = new float[steps];
        if (frame < steps)
        {
            var rest = new ActionProposals(plan.Values[(frame * width)..], 1, plan.Spec);
            var imagined = await monitor.WorldModel.ImagineAsync(posterior.Last, rest, null, deadline);
            Shape.Require("imagined states", imagined.Values.Length, ("K", 1), ("H", steps - frame), ("Z", size));
            imagined.Values.CopyTo(values.AsSpan(frame * size));
            imagined.Disagreement.AsSpan(0, steps - frame).CopyTo(disagreement.AsSpan(frame));
        }
        if (Shape.FirstNonFinite(values) >= 0)
            throw new ForewarnException("monitor: found states that are not finite, wanted numbers.");
        var rollout = new LatentRollout(values, disagreement, 1, steps, size);
        var score = await monitor.Scorer.ScoreAsync(wish, rollout, deadline);
        return score.Likelihood is >= 0 and <= 1
            ? new(rollout, score)
            : throw new ForewarnException($"monitor: found likelihood {score.Likelihood}, wanted 0 to 1.");
    }
}
