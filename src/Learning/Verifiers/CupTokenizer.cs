using Forewarn.Core;
using Forewarn.Simulation.Tasks.Cup.Language;

namespace Forewarn.Learning.Verifiers;

/// <summary>The vocabulary of the cup language, learned from sampled training sentences and the dictionary.</summary>
public static class CupTokenizer
{
    private const int Sentences = 6000;

    /// <param name="size">Wanted number of tokens.</param>
    public static BpeVocabulary Learn(int size, ulong seed = 1)
    {
        var stream = new SeedStreams(seed).Stream("tokenizer");
        return BpeTraining.Learn(Texts(stream), PromptTokens.Names, size);
    }

    private static IEnumerable<string> Texts(SeedStream seed)
    {
        for (int i = 0; i < Sentences; i++)
        {
            yield return " " + CupGrammar.SampleWish(LanguageSplit.Train, seed).Text;
            yield return " " + CupGrammar.Narrate(CupGrammar.SampleLabel(seed), LanguageSplit.Train, seed);
        }
        // Rare words and words at the start of a line must become whole tokens too.
        for (int i = 0; i < 20; i++)
        {
            foreach (var (phrase, _) in CupVocabulary.Definitions()) yield return " " + phrase;
            foreach (var question in CupQuestion.All) yield return $" {question.Text} {string.Join(' ', question.Answers)}";
            foreach (var word in CupGrammar.Lexicon()) yield return " " + word;
        }
    }
}
