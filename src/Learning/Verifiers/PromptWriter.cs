using Forewarn.Core;
using Forewarn.Simulation.Tasks;
using Forewarn.Simulation.Tasks.Language;

namespace Forewarn.Learning.Verifiers;

/// <summary>Writes examples as prompt rows.</summary>
/// <exception cref="ForewarnException">The vocabulary has other special tokens than <see cref="PromptTokens"/>.</exception>
public sealed class PromptWriter(BpeVocabulary vocabulary)
{
    public BpeVocabulary Vocabulary { get; } = vocabulary.Specials.SequenceEqual(PromptTokens.Names)
        ? vocabulary
        : throw ForewarnException.Of("vocabulary", $"{vocabulary.Specials.Count} special tokens", $"the {PromptTokens.Names.Count} of a prompt",
            "Learn it with LanguageTokenizer.", ExitCode.Usage);

    /// <summary>Tokens of a text inside a prompt; every word carries its leading space.</summary>
    public int[] Tokens(string text) => [.. Vocabulary.Encode(" " + text)];

    /// <summary>The tokens of a choice as a decision asks it, up to where the letter is said.</summary>
    /// <param name="options">Narrations in the order shown, <c>[K]</c>.</param>
    public int[] Choice(string wish, IReadOnlyList<string> options) =>
    [
        PromptTokens.Wish, .. Tokens(wish), PromptTokens.Means,
        .. options.SelectMany((text, i) => Tokens(text).Append(PromptTokens.FirstLetter + i)),
        PromptTokens.None, PromptTokens.Answer,
    ];

    /// <summary>
    /// A choice. The letter behind each narration also learns whether that plan fits: K lessons a row beside the one letter,
    /// at no cost in tokens.
    /// </summary>
    /// <param name="latentTokens">Above 0, the plans stand there in latents and no narration is shown.</param>
    public void Choice(PromptBatch batch, ChoiceExample example, int latentTokens = 0)
    {
        int row = batch.NewRow(PromptTokens.Wish);
        batch.Append(row, Tokens(example.Wish.Text));
        batch.Append(row, PromptTokens.Means);
        var meaning = example.Wish.Meaning;
        var language = meaning.Language;
        batch.Mark(row, language, MeaningHead.Wish, MeaningTargets.Of(meaning));
        for (int i = 0; i < example.Options.Count; i++)
        {
            // The letter comes after its narration: one position then holds both the letter and whether the plan fits,
            // and answering is a copy. With the letter in front it took several times as many updates.
            if (latentTokens > 0) batch.AppendPlan(row, latentTokens);
            else batch.Append(row, Tokens(example.Options[i]));
            batch.Append(row, PromptTokens.FirstLetter + i);
            batch.Mark(row, language, MeaningHead.Plan, MeaningTargets.Of(language, example.Labels[i]));
            batch.Mark(row, language, MeaningHead.Option, MeaningTargets.Of(meaning, example.Labels[i], i));
        }
        batch.Append(row, PromptTokens.None, PromptTokens.Answer);
        batch.MarkChoice(row, example.Shares());
    }

    /// <summary>A row of paraphrases and dictionary entries, each to be said in canonical words, up to a length.</summary>
    public void Paraphrases(PromptBatch batch, TaskLanguage language, int length, SeedStream seed)
    {
        int row = batch.NewRow();
        while (batch.LengthOf(row) < length)
        {
            string said, canonical;
            TaskLabel? label = null;
            if (seed.NextDouble() < 0.5) (said, canonical) = language.Definitions[seed.Next(language.Definitions.Count)];
            else
            {
                label = language.SampleLabel(seed);
                said = language.Narrate(label, seed.Next(2) == 0 ? LanguageSplit.Synonym : LanguageSplit.Train, seed);
                canonical = language.Canonical(label);
            }
            batch.Append(row, PromptTokens.Same);
            batch.Append(row, Tokens(said));
            if (label is not null) batch.Mark(row, language, MeaningHead.Plan, MeaningTargets.Of(language, label));
            batch.Append(row, PromptTokens.Narrate);
            batch.Say(row, Tokens(canonical));
            batch.Say(row, PromptTokens.End);
        }
    }

    /// <summary>A plan's narration after its latents: canonical, or with <paramref name="seed"/> in other words.</summary>
    /// <param name="words">Tokens of the plan in words, for the form that reads actions.</param>
    public void Narration(
        PromptBatch batch, TaskLanguage language, TaskLabel label, int latentTokens, SeedStream? seed, params ReadOnlySpan<int> words)
    {
        int row = Plan(batch, latentTokens, words);
        batch.Append(row, seed is null ? PromptTokens.Narrate : PromptTokens.Rephrase);
        batch.Say(row, Tokens(seed is null ? language.Canonical(label) : language.Narrate(label, LanguageSplit.Train, seed)));
        batch.Say(row, PromptTokens.End);
    }

    /// <summary>Every question that makes sense for the label, in random order, after the plan's latents.</summary>
    public void Questions(
        PromptBatch batch, TaskLanguage language, TaskLabel label, int latentTokens, SeedStream seed, params ReadOnlySpan<int> words)
    {
        int row = Plan(batch, latentTokens, words);
        var questions = language.Questions.ToArray();
        seed.Shuffle(questions.AsSpan());
        foreach (var question in questions)
        {
            if (question.Answer(label) is not { } answer) continue;
            batch.Append(row, PromptTokens.Ask);
            batch.Append(row, Tokens(question.Text));
            batch.Say(row, Tokens(answer));
        }
    }

    /// <summary>Starts a row whose positions 1..P are overwritten by the projected latents, with the plan's words behind.</summary>
    public static int Plan(PromptBatch batch, int latentTokens, params ReadOnlySpan<int> words)
    {
        int row = batch.NewRow();
        batch.AppendPlan(row, latentTokens);
        batch.Append(row, words);
        return row;
    }
}
