using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>
/// Narrate every imagined plan, then choose in text only. Modes that read the same are one option, shown once: the
/// reader would split its probability among equal lines and "none of these" would win by the split. A wish with words that
/// the reader was not trained on is asked about, with a calibration and without.
/// </summary>
/// <param name="threshold">
/// From a calibration: one option left is executed, several are asked about, none is resampled; null leaves the choice to the options.
/// </param>
/// <param name="watch">Says when decisions no longer look like those of the calibration; null for not watching.</param>
public sealed class PlanChooser(
    INarrator narrator, IWishReader reader, SteeringOptions options, TimeProvider time, ConformalThreshold? threshold = null,
    CalibrationWatch? watch = null)
    : IPlanVerifier, INarrationChooser, IClarifiable
{
    private readonly AskedWishes _asked = new();
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
        var said = _asked.Of(wish);
        var verdict = await ChooseAsync(wish, said, narrations, guard, deadline);
        string? drifted = watch is { HasDrifted: true } ? CalibrationWatch.Notice : null;
        return said.Notice is null && drifted is null
            ? verdict
            : verdict with { Notice = string.Join("; ", new[] { said.Notice, drifted }.OfType<string>()) };
    }

    private async ValueTask<Verdict> ChooseAsync(
        string wish, AskedWish said, IReadOnlyList<Narration> narrations, GuardReport guard, CancellationToken deadline)
    {
        int count = narrations.Count;
        if (guard.Findings.Count != count)
            throw new ForewarnException($"narrations: found {count}, wanted one per mode, K={guard.Findings.Count}.");
        string meant = said.Rephrased ?? wish;
        IReadOnlyList<UnknownWord> unknown = reader.Unknown(meant);
        IGrouping<string, Narration>[] groups =
        [
            .. narrations.Where((n, k) => guard.Findings[k].Safe && said.Allows(n.Text)).GroupBy(n => n.Text, StringComparer.Ordinal),
        ];
        if (groups.Length == 0)
        {
            _asked.Miss(wish, options.MaxAttempts);
            return new NoneSuitableVerdict(narrations, NoneOf(count)) { IsAnswered = said.IsNarrowed };
        }
        string[] texts = [.. groups.Select(g => g.Key)];
        // What the reader cannot read is not scored: the person says which plan is meant.
        if (unknown.Count > 0)
            return said.Phrase is null ? Ask(wish, ClarifyingQuestion.About(unknown, texts), narrations, NoneOf(count)) : Named(said, narrations, groups);

        int[][] orders = PresentationOrders.Cyclic(texts.Length, options.Permutations);
        double[][] rows = await reader.ScoreAsync(meant, texts, orders, deadline);
        double[] chances = OptionScores.Average(rows, orders.Length, texts.Length);
        var scores = Scores(count, groups, chances);
        if (said.Refused.Count > 0) return Ask(wish, ClarifyingQuestion.Among(Ordered(groups, chances, 0)), narrations, scores);
        // A person who was asked has chosen: what is left differs in nothing that was asked about, nor is it like what was calibrated on.
        if (said.Phrase is not null) return Judge(narrations, groups, chances, scores, asks: false);
        watch?.See(chances.Max());
        return threshold is null
            ? Judge(narrations, groups, chances, scores, asks: true)
            : Judge(wish, threshold, narrations, groups, chances, scores);
    }

    /// <inheritdoc/>
    public bool TryAnswer(string wish, string answer) => _asked.TryAnswer(wish, answer, a => IsOpen(wish) && IsReadable(a));

    /// <inheritdoc/>
    public bool IsOpen(string wish)
    {
        var said = _asked.Of(wish);
        return said.Phrase is null && reader.Unknown(said.Rephrased ?? wish).Count > 0;
    }

    private bool IsReadable(string wish)
    {
        try
        {
            return reader.Unknown(wish).Count == 0;
        }
        catch (ForewarnException)
        {
            return false;
        }
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

    /// <summary>What calibration cannot rule out: one is executed, several are asked about.</summary>
    private Verdict Judge(
        string wish, ConformalThreshold calibrated, IReadOnlyList<Narration> narrations, IGrouping<string, Narration>[] groups, double[] chances,
        double[] scores)
    {
        int[] kept = calibrated.Keep(chances);
        int[] plans = [.. kept.Where(i => i < groups.Length).OrderByDescending(i => chances[i])];
        if (plans.Length == 0) return new NoneSuitableVerdict(narrations, scores);
        if (plans.Length == 1 && kept.Length == 1) return new ExecuteVerdict(Surest(groups[plans[0]]), narrations, scores);
        return Ask(wish, ClarifyingQuestion.Among(Ordered(groups, chances, calibrated.LeastOffered)), narrations, scores);
    }

    /// <summary>Texts of at least a probability, the most probable first.</summary>
    private static string[] Ordered(IGrouping<string, Narration>[] groups, double[] chances, double least) =>
        [.. Enumerable.Range(0, groups.Length).Where(i => chances[i] >= least).OrderByDescending(i => chances[i]).Select(i => groups[i].Key)];

    private AskVerdict Ask(string wish, ClarifyingQuestion question, IReadOnlyList<Narration> narrations, double[] scores)
    {
        _asked.Ask(wish, question);
        return new(question.Text, narrations, scores) { Answers = question.Answers };
    }

    /// <summary>A plan that the person named, where the wish itself cannot be read: of several, one that says most of the answer.</summary>
    private static ExecuteVerdict Named(AskedWish said, IReadOnlyList<Narration> narrations, IGrouping<string, Narration>[] groups)
    {
        HashSet<string> words = PlainWords.Set(said.Answer);
        int Shared(string text) => PlainWords.Set(text).Count(words.Contains);
        int most = groups.Max(g => Shared(g.Key));
        double[] even = [.. groups.Select(_ => 1.0 / groups.Length), 0];
        return new(Surest(groups.Where(g => Shared(g.Key) == most).SelectMany(g => g)), narrations, Scores(narrations.Count, groups, even));
    }

    private Verdict Judge(
        IReadOnlyList<Narration> narrations, IGrouping<string, Narration>[] groups, double[] chances, double[] scores, bool asks)
    {
        int[] order = [.. Enumerable.Range(0, groups.Length).OrderByDescending(g => chances[g])];
        double best = chances[order[0]];
        // The wish as it was asked may fit none that the answer left; the answer is what counts then.
        if (asks && (chances[^1] > best || best < options.ExecuteThreshold)) return new NoneSuitableVerdict(narrations, scores);
        if (asks && options.AsksWhenClose && order.Length > 1 && best - chances[order[1]] < options.AskMargin)
        {
            string question = $"Which one: (1) {groups[order[0]].Key} or (2) {groups[order[1]].Key}?";
            return new AskVerdict(question, narrations, scores) { Answers = [.. order.Select(g => groups[g].Key)] };
        }
        // Among modes that fit alike, the one whose narration is surest: which one it is must not hang on the order shown.
        return new ExecuteVerdict(Surest(groups.Where((_, g) => chances[g] >= options.LevelShare * best).SelectMany(group => group)), narrations, scores);
    }

    private static int Surest(IEnumerable<Narration> alike) => alike.MaxBy(n => n.LogProbability)!.Mode;

    /// <summary>Modes with the same line share its probability.</summary>
    private static double[] Scores(int count, IGrouping<string, Narration>[] groups, double[] chances)
    {
        var scores = new double[count + 1];
        scores[^1] = chances[^1];
        for (int g = 0; g < groups.Length; g++)
            foreach (Narration narration in groups[g]) scores[narration.Mode] = chances[g] / groups[g].Count();
        return scores;
    }

    private static double[] NoneOf(int count)
    {
        var scores = new double[count + 1];
        scores[^1] = 1;
        return scores;
    }
}
