using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>
/// Narrate every imagined plan, then choose in text only. Modes that read the same are one option, shown once: the
/// reader would split its probability among equal lines and "none of these" would win by the split.
/// </summary>
public sealed class PlanChooser(INarrator narrator, IWishReader reader, SteeringOptions options, TimeProvider time)
    : IPlanVerifier, INarrationChooser
{
    private (LatentRollout Rollout, IReadOnlyList<Narration> Narrations)? _narrated;

    public async ValueTask<Verdict> VerifyAsync(
        string wish, LatentRollout rollout, GuardReport guard, CancellationToken deadline)
    {
        long start = time.GetTimestamp();
        IReadOnlyList<Narration> narrations = await NarrateAsync(rollout, deadline);
        double spent = time.GetElapsedTime(start).TotalMilliseconds;
        return await ChooseAsync(wish, narrations, guard, deadline) with { NarrateMs = spent };
    }

    public async ValueTask<Verdict> ChooseAsync(
        string wish, IReadOnlyList<Narration> narrations, GuardReport guard, CancellationToken deadline)
    {
        int count = narrations.Count;
        if (guard.Findings.Count != count)
            throw new ForewarnException($"narrations: found {count}, wanted one per mode, K={guard.Findings.Count}.");
        IGrouping<string, Narration>[] groups =
            [.. narrations.Where((_, k) => guard.Findings[k].Safe).GroupBy(n => n.Text, StringComparer.Ordinal)];
        if (groups.Length == 0) return new NoneSuitableVerdict(narrations, NoneOf(count));

        string[] texts = [.. groups.Select(g => g.Key)];
        int[][] orders = PresentationOrders.Cyclic(texts.Length, options.Permutations);
        double[][] rows = await reader.ScoreAsync(wish, texts, orders, deadline);
        double[] chances = OptionScores.Average(rows, orders.Length, texts.Length);
        return Judge(narrations, groups, chances);
    }

    /// <summary>A repeated attempt at the same rollout, after the reader failed, does not narrate again.</summary>
    private async ValueTask<IReadOnlyList<Narration>> NarrateAsync(LatentRollout rollout, CancellationToken deadline)
    {
        if (_narrated is { } last && ReferenceEquals(last.Rollout, rollout)) return last.Narrations;
        IReadOnlyList<Narration> narrations = await narrator.NarrateAsync(rollout, deadline);
        if (narrations.Count != rollout.Count
            || narrations.Where((n, k) => n.Mode != k || string.IsNullOrWhiteSpace(n.Text)).Any())
        {
            throw new ForewarnException(
                $"narrator: found {narrations.Count} narrations, wanted a text per mode in order, K={rollout.Count}.");
        }
        _narrated = (rollout, narrations);
        return narrations;
    }

    private Verdict Judge(IReadOnlyList<Narration> narrations, IGrouping<string, Narration>[] groups, double[] chances)
    {
        double none = chances[^1];
        var scores = new double[narrations.Count + 1];
        scores[^1] = none;
        int best = 0, second = -1;
        for (int g = 0; g < groups.Length; g++)
        {
            int size = groups[g].Count();
            foreach (Narration narration in groups[g]) scores[narration.Mode] = chances[g] / size;
            if (g == 0) continue;
            if (chances[g] > chances[best]) (second, best) = (best, g);
            else if (second < 0 || chances[g] > chances[second]) second = g;
        }
        if (none > chances[best] || chances[best] < options.ExecuteThreshold)
            return new NoneSuitableVerdict(narrations, scores);
        if (options.AsksWhenClose && second >= 0 && chances[best] - chances[second] < options.AskMargin)
        {
            string question = $"Which one: (1) {groups[best].Key} or (2) {groups[second].Key}?";
            return new AskVerdict(question, narrations, scores);
        }
        // Among modes that fit alike, the one whose narration is surest: which one it is must not hang on the order shown.
        var level = groups.Where((_, g) => chances[g] >= options.LevelShare * chances[best]).SelectMany(group => group);
        return new ExecuteVerdict(level.MaxBy(n => n.LogProbability)!.Mode, narrations, scores);
    }

    private static double[] NoneOf(int count)
    {
        var scores = new double[count + 1];
        scores[^1] = 1;
        return scores;
    }
}
