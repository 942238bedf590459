using Forewarn.Learning.Verifiers;
using Forewarn.Simulation.Tasks.Cup;
using Forewarn.Simulation.Tasks.Language;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Verifiers;

public sealed class DefinedWordsTests
{
    private static readonly BpeVocabulary Vocabulary = LanguageTokenizer.Learn([CupLanguage.Language], 768);

    [Fact]
    public void Every_part_has_a_defined_word()
    {
        using var words = new DefinedWords(Vocabulary, [CupLanguage.Language]);
        foreach (string word in new[] { "loop", "brim", "waist", "fetch" }) Assert.Single(Vocabulary.Encode(" " + word));
        int explained = CupLanguage.Language.Concepts.Values.Sum(c => c.HeldOut.Count);
        Assert.InRange(words.Count, 10, explained);
    }

    [Fact]
    public void A_word_in_the_middle_of_its_known_words_costs_nothing_and_one_at_the_origin_one()
    {
        using var words = new DefinedWords(Vocabulary, [CupLanguage.Language]);
        using var scope = NewDisposeScope();
        var embedding = ones(Vocabulary.Count, 8);
        Assert.Equal(0, words.Loss(embedding).item<float>(), 1e-6);
        foreach (var concept in CupLanguage.Language.Concepts.Values)
            foreach (string word in concept.HeldOut)
                if (Vocabulary.Encode(" " + word) is [var token]) embedding[token] = zeros(8);
        Assert.Equal(1, words.Loss(embedding).item<float>(), 1e-6);
    }

    [Fact]
    public void Descent_moves_the_defined_word_to_the_mean_and_no_other()
    {
        using var words = new DefinedWords(Vocabulary, [CupLanguage.Language]);
        using var scope = NewDisposeScope();
        random.manual_seed(3);
        var embedding = randn(Vocabulary.Count, 8).requires_grad_();
        var before = embedding.detach().clone();
        for (int step = 0; step < 3000; step++)
        {
            words.Loss(embedding).backward();
            using (no_grad()) embedding.sub_(embedding.grad!);
            embedding.grad!.zero_();
        }
        Tensor Mean(Tensor rows, Synonyms concept) => stack(concept.Train.Select(phrase =>
            stack(Vocabulary.Encode(" " + phrase).Select(token => rows[token])).mean([0L]))).mean([0L]);
        int loop = Vocabulary.Encode(" loop")[0], handle = Vocabulary.Encode(" handle")[0];
        Assert.True((embedding[loop] - Mean(before, CupLanguage.Language.Concepts["handle"])).abs().max().item<float>() < 1e-3f);
        Assert.True((before[loop] - Mean(before, CupLanguage.Language.Concepts["handle"])).abs().max().item<float>() > 0.1f);
        Assert.Equal(before[handle].data<float>().ToArray(), embedding.detach()[handle].data<float>().ToArray());
    }
}
