using Forewarn.Core;
using Forewarn.Learning.Verifiers;
using Forewarn.Recording;

namespace Forewarn.Learning.Preferences.Verifiers;

/// <summary>What a verifier can learn from labeled plans.</summary>
internal sealed class VerifierLessons
{
    private readonly PromptWriter _writer;
    private readonly VerifierRun _verifier;
    private readonly List<VerifierLesson> _lessons = [];
    private readonly SortedDictionary<string, int> _skipped = new(StringComparer.Ordinal);

    /// <param name="records">
    /// Each with both narrations becomes two choices, one for either order, so that nothing is learned about letters. The letter of
    /// the chosen plan is the better answer, that of the rejected one the worse.
    /// </param>
    /// <param name="narrations">Each becomes a narration prompt; the true narration is the better answer.</param>
    public VerifierLessons(VerifierRun verifier, IEnumerable<PreferenceRecord> records, IEnumerable<NarrationPair> narrations)
    {
        (_verifier, _writer) = (verifier, new PromptWriter(verifier.Vocabulary));
        foreach (var record in records) AddChoices(record);
        int number = 0;
        foreach (var pair in narrations) AddNarration(pair, number++);
    }

    public IReadOnlyList<VerifierLesson> All => _lessons;

    /// <summary>Records that teach nothing, by reason.</summary>
    public IReadOnlyDictionary<string, int> Skipped => _skipped;

    /// <summary>Both parts, split by groups; at least one group is trained on.</summary>
    /// <param name="heldOut">Share of the groups that is never trained on.</param>
    public (VerifierLesson[] Trained, VerifierLesson[] HeldOut) Split(double heldOut, SeedStream seed)
    {
        string[] groups = [.. _lessons.Select(l => l.Group).Distinct()];
        seed.Shuffle(groups.AsSpan());
        int wanted = heldOut > 0 ? Math.Max(1, (int)Math.Round(heldOut * groups.Length)) : 0;
        int count = Math.Max(0, Math.Min(wanted, groups.Length - 1));
        var apart = groups.Take(count).ToHashSet();
        return ([.. _lessons.Where(l => !apart.Contains(l.Group))], [.. _lessons.Where(l => apart.Contains(l.Group))]);
    }

    private void AddChoices(PreferenceRecord record)
    {
        if (record.Chosen.Narration is not { } chosen || record.Rejected.Narration is not { } rejected)
        {
            Skip("no narration");
            return;
        }
        if (Plain(chosen) == Plain(rejected))
        {
            Skip("same narration of both plans");
            return;
        }
        var (better, worse) = record.Tie ? (0.5, 0.5)
            : record is { ChosenReward: { } c, RejectedReward: { } r } && double.IsFinite(c) && double.IsFinite(r) ? (c, r)
            : (1, 0);
        int[] letters = [PromptTokens.FirstLetter, PromptTokens.FirstLetter + 1];
        for (int slot = 0; slot < 2; slot++)
        {
            string[] shown = slot == 0 ? [Plain(chosen), Plain(rejected)] : [Plain(rejected), Plain(chosen)];
            var prompt = new TokenPrompt(_writer.Choice(Plain(record.Prompt.Task), shown))
            {
                Answers = [.. letters, PromptTokens.None], MaxAnswer = 1,
            };
            Add(new(prompt, [letters[slot]], [letters[1 - slot]], better, worse, record.PromptHash));
        }
    }

    private void AddNarration(NarrationPair pair, int number)
    {
        var form = _verifier.Latents!;
        Shape.Require($"latents of narration {number}", pair.Latents.Length, ("H", form.Steps), ("Z", form.Size));
        if (Plain(pair.True) == Plain(pair.Said))
        {
            Skip("narration was true");
            return;
        }
        var batch = new PromptBatch();
        int row = PromptWriter.Plan(batch, form.Tokens);
        batch.Append(row, PromptTokens.Narrate);
        var prompt = new TokenPrompt([.. batch.Ids().Select(id => (int)id)])
        {
            Slots = [.. batch.LatentSlots().Select(slot => (int)slot)], Latents = Standardized(pair.Latents, form.Stats),
        };
        Add(new(prompt, Answer(pair.True), Answer(pair.Said), 1, 0, $"narration {number}", Plain(pair.True)));
    }

    private void Add(VerifierLesson lesson)
    {
        int longest = Math.Max(lesson.Prompt.MaxAnswer ?? VerifierTuning.NarrationTokens, Math.Max(lesson.Chosen.Length, lesson.Rejected.Length));
        if (lesson.Prompt.Ids.Length + longest > _verifier.Decoder.MaxTokens) Skip("longer than the decoder's reach");
        else _lessons.Add(lesson);
    }

    private int[] Answer(string text) => [.. _writer.Tokens(Plain(text)), PromptTokens.End];

    private void Skip(string reason) => _skipped[reason] = _skipped.GetValueOrDefault(reason) + 1;

    // The vocabulary knows small letters only.
    private static string Plain(string text) => text.Trim().ToLowerInvariant();

    private static float[] Standardized(float[] latents, ChannelStats stats)
    {
        var values = new float[latents.Length];
        int size = stats.Mean.Length;
        for (int i = 0; i < values.Length; i++) values[i] = (latents[i] - stats.Mean[i % size]) / stats.Std[i % size];
        return values;
    }
}
