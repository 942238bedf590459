using Forewarn.Core;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Verifiers;

/// <summary>
/// Narrations of plans and questions about them: from the latents of the plan's future or, where the plans are given in
/// words, from the present's latent and those words.
/// </summary>
internal sealed class NarrationLesson(VerifierTask task, PromptWriter writer, LatentNarrations latents) : ILatentLesson
{
    private readonly int[][]? _words = Encode(task.Vocabulary, latents.Plans);

    public void Step(SeedStream seed, Dictionary<string, double> figures)
    {
        var options = task.Options;
        var batch = new PromptBatch();
        var episodes = new int[options.LatentRows];
        var predicted = new bool[options.LatentRows];
        for (int i = 0; i < episodes.Length; i++)
        {
            episodes[i] = latents.Train[seed.Next(latents.Train.Length)];
            predicted[i] = seed.Next(2) == 0;
            var label = latents.Labels[episodes[i]];
            int[] words = _words is null ? [] : _words[episodes[i]];
            double kind = seed.NextDouble();
            double rephrase = options.NarrationShare + 0.2 * (1 - options.NarrationShare);
            if (kind < rephrase) writer.Narration(batch, label, task.LatentTokens, kind < options.NarrationShare ? null : seed, words);
            else writer.Questions(batch, label, task.LatentTokens, seed, words);
        }
        using var scope = NewDisposeScope();
        var values = tensor(latents.Gather(episodes, i => predicted[i]), episodes.Length, latents.Steps, latents.Size);
        if (options.LatentNoise > 0) values += options.LatentNoise * randn_like(values);
        var hidden = task.Decoder.Forward(task.EmbedPlans(batch, values)).view(-1, options.Decoder.Width);
        var (at, target) = batch.Text();
        var loss = VerifierLoss.Text(task.At(hidden, at), tensor(target));
        loss.backward();
        figures["narration_loss"] = loss.item<float>();
    }

    public IReadOnlyDictionary<string, double> Evaluate() => new NarrationEvaluation(task, latents).Run();

    private static int[][]? Encode(BpeVocabulary vocabulary, WrittenPlans? plans)
    {
        var words = plans?.Texts.Select(t => vocabulary.Encode(t).ToArray()).ToArray();
        if (words?.FirstOrDefault(w => w.Length != words[0].Length) is { } odd)
            throw ForewarnException.Of("plans in words", $"{words[0].Length} and {odd.Length} tokens", "the same number for every plan",
                "Write all plans with the same columns and digits.");
        return words;
    }
}
