using Forewarn.Core;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Verifiers;

/// <summary>
/// Narrations of plans and questions about them: from the latents of the plan's future or, where the plans are given in
/// words, from the present's latent and those words.
/// </summary>
internal sealed class NarrationLesson(VerifierTask task, PromptWriter writer) : ILatentLesson
{
    private readonly int[][]?[] _words = [.. task.Latents.Select(l => Encode(task.Vocabulary, l.Plans))];

    public void Step(SeedStream seed, Dictionary<string, double> figures)
    {
        var options = task.Options;
        var batch = new PromptBatch();
        var plans = new PlanRow[options.LatentRows];
        for (int i = 0; i < plans.Length; i++)
        {
            int set = i % task.Latents.Count;
            var latents = task.Latents[set];
            plans[i] = new(set, latents.Train[seed.Next(latents.Train.Length)], seed.Next(2) == 0);
            var (language, label) = (latents.Language, latents.Labels[plans[i].Episode]);
            int[] words = _words[set] is { } written ? written[plans[i].Episode] : [];
            double kind = seed.NextDouble();
            double rephrase = options.NarrationShare + 0.2 * (1 - options.NarrationShare);
            if (kind < rephrase) writer.Narration(batch, language, label, task.LatentTokens, kind < options.NarrationShare ? null : seed, words);
            else writer.Questions(batch, language, label, task.LatentTokens, seed, words);
        }
        using var scope = NewDisposeScope();
        var hidden = task.Decoder.Forward(task.EmbedPlans(batch, plans, options.LatentNoise)).view(-1, options.Decoder.Width);
        var (at, target) = batch.Text();
        var loss = VerifierLoss.Text(task.At(hidden, at), tensor(target));
        loss.backward();
        figures["narration_loss"] = loss.item<float>();
    }

    public IReadOnlyDictionary<string, double> Evaluate() =>
        task.Latents.SelectMany((_, i) => new NarrationEvaluation(task, i).Run()).ToDictionary();

    private static int[][]? Encode(BpeVocabulary vocabulary, WrittenPlans? plans)
    {
        var words = plans?.Texts.Select(t => vocabulary.Encode(t).ToArray()).ToArray();
        if (words?.FirstOrDefault(w => w.Length != words[0].Length) is { } odd)
            throw ForewarnException.Of("plans in words", $"{words[0].Length} and {odd.Length} tokens", "the same number for every plan",
                "Write all plans with the same columns and digits.");
        return words;
    }
}
