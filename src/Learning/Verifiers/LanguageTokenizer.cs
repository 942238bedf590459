using Forewarn.Core;
using Forewarn.Simulation.Tasks.Language;

namespace Forewarn.Learning.Verifiers;

/// <summary>The vocabulary of the tasks' languages, learned from sampled training sentences and the dictionary.</summary>
public static class LanguageTokenizer
{
    private const int Sentences = 6000;

    /// <param name="size">Wanted number of tokens.</param>
    public static BpeVocabulary Learn(IReadOnlyList<TaskLanguage> languages, int size, ulong seed = 1)
    {
        var stream = new SeedStreams(seed).Stream("tokenizer");
        return BpeTraining.Learn(languages.SelectMany(l => Texts(l, stream)), PromptTokens.Names, size);
    }

    private static IEnumerable<string> Texts(TaskLanguage language, SeedStream seed)
    {
        for (int i = 0; i < Sentences; i++)
        {
            yield return " " + language.SampleWish(LanguageSplit.Train, seed).Text;
            yield return " " + language.Narrate(language.SampleLabel(seed), LanguageSplit.Train, seed);
        }
        // Rare words and words at the start of a line must become whole tokens too.
        for (int i = 0; i < 20; i++)
        {
            foreach (var (phrase, _) in language.Definitions) yield return " " + phrase;
            foreach (var question in language.Questions) yield return $" {question.Text} {string.Join(' ', question.Answers)}";
            foreach (var word in language.Lexicon) yield return " " + word;
        }
    }
}
