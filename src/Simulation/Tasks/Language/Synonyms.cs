using Forewarn.Core;

namespace Forewarn.Simulation.Tasks.Language;

/// <summary>
/// Words for one concept. The first training word is the canonical one.
/// </summary>
/// <param name="Train">Used in training wishes and training choices.</param>
/// <param name="HeldOut">Training explains them by definition and paraphrase only.</param>
public sealed record Synonyms(IReadOnlyList<string> Train, IReadOnlyList<string> HeldOut)
{
    public string Canonical => Train[0];

    public IEnumerable<string> All => Train.Concat(HeldOut);

    /// <summary>A random word of a split.</summary>
    public string Pick(LanguageSplit split, SeedStream seed)
    {
        var words = split == LanguageSplit.Synonym && HeldOut.Count > 0 ? HeldOut : Train;
        // The canonical word is half of what people and the narrator say.
        return words.Count == 1 || (split != LanguageSplit.Synonym && seed.Next(2) == 0) ? words[0] : words[seed.Next(words.Count)];
    }
}
