using Forewarn.Simulation.Tasks.Language;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Verifiers;

/// <summary>
/// What a definition says of a word, in the embedding: a word that training only explains stands where the words for the same
/// concept stand on average. Sentences alone place a word by where it is used, and such words are used in no wish.
/// </summary>
public sealed class DefinedWords : IDisposable
{
    private readonly Tensor _words, _meanings;

    /// <param name="vocabulary">Words that are no single token in it are left out: their parts have uses of their own.</param>
    /// <param name="languages">What they say of a word that several of them have is the same.</param>
    public DefinedWords(BpeVocabulary vocabulary, IReadOnlyList<TaskLanguage> languages)
    {
        int[] Tokens(string phrase) => [.. vocabulary.Encode(" " + phrase)];
        var pairs = languages.SelectMany(l => l.Concepts.Values)
            .SelectMany(concept => concept.HeldOut.Select(word => (Word: Tokens(word), Known: concept.Train.Select(Tokens).ToArray())))
            .Where(pair => pair.Word.Length == 1).DistinctBy(pair => pair.Word[0]).ToArray();
        Count = pairs.Length;
        var words = new float[Count * vocabulary.Count];
        var meanings = new float[Count * vocabulary.Count];
        for (int i = 0; i < Count; i++)
        {
            words[i * vocabulary.Count + pairs[i].Word[0]] = 1;
            foreach (int[] known in pairs[i].Known)
                foreach (int token in known) meanings[i * vocabulary.Count + token] += 1f / (known.Length * pairs[i].Known.Length);
        }
        _words = tensor(words).view(Count, vocabulary.Count).DetachFromDisposeScope();
        _meanings = tensor(meanings).view(Count, vocabulary.Count).DetachFromDisposeScope();
    }

    /// <summary>Words that have a place given.</summary>
    public int Count { get; }

    /// <summary>
    /// Mean squared distance of each word from its place, in squared lengths of the place. The known words get no gradient.
    /// </summary>
    /// <param name="embedding"><c>[V, D]</c>.</param>
    public Tensor Loss(Tensor embedding)
    {
        using var scope = NewDisposeScope();
        var places = _meanings.matmul(embedding).detach();
        var apart = (_words.matmul(embedding) - places).pow(2).sum([1L]) / places.pow(2).sum([1L]);
        return apart.mean().MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        _words.Dispose();
        _meanings.Dispose();
    }
}
