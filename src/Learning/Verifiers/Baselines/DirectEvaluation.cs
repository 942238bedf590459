using Forewarn.Core;
using Forewarn.Learning.Training;
using Forewarn.Simulation.Tasks.Cup.Language;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Verifiers;

/// <summary>How well the direct chooser chooses among held-out plans; the same sets every time.</summary>
internal sealed class DirectEvaluation(VerifierTask task, PromptWriter writer, LatentNarrations latents)
{
    private const int Batch = 32, Width = PromptTokens.MaxOptions + 1;

    private readonly PlanSets _sets = new(latents.Labels, latents.HeldOut);

    /// <returns>
    /// <c>direct/{split}</c>: share of sets whose best letter is right, imagined latents; <c>direct/posterior</c>: the
    /// training split from observed latents; <c>direct/shuffled</c>: the same with other plans' latents, which must fall to
    /// what a guess gives.
    /// </returns>
    public IReadOnlyDictionary<string, double> Run()
    {
        var figures = new Dictionary<string, double>();
        foreach (var split in Enum.GetValues<LanguageSplit>())
        {
            var seed = new SeedStreams(20).Stream("direct evaluation", (long)split);
            var sets = Enumerable.Range(0, task.Options.EvaluationExamples)
                .Select(_ => _sets.Sample(split, 2 + seed.Next(5), seed)).ToArray();
            figures.Put($"direct/{split.ToString().ToLowerInvariant()}", Share(sets, predicted: true));
            if (split != LanguageSplit.Train) continue;
            figures.Put("direct/posterior", Share(sets, predicted: false));
            // Half the held-out set away: another plan in every case.
            var at = latents.HeldOut.Select((e, i) => (e, i)).ToDictionary(p => p.e, p => p.i);
            int Other(int e) => latents.HeldOut[(at[e] + at.Count / 2) % at.Count];
            var mistaken = sets.Select(s => (s.Example, s.Episodes.Select(Other).ToArray())).ToArray();
            figures.Put("direct/shuffled", Share(mistaken, predicted: true));
        }
        return figures;
    }

    private MetricInterval Share((ChoiceExample Example, int[] Episodes)[] sets, bool predicted)
    {
        var right = new bool[sets.Length];
        foreach (var group in Enumerable.Range(0, sets.Length).GroupBy(i => sets[i].Episodes.Length))
            foreach (var chunk in group.Chunk(Batch))
            {
                var batch = new PromptBatch();
                foreach (int i in chunk) writer.Choice(batch, sets[i].Example, task.LatentTokens);
                int[] episodes = [.. chunk.SelectMany(i => sets[i].Episodes)];
                using var scope = NewDisposeScope();
                var values = tensor(latents.Gather(episodes, _ => predicted), episodes.Length, latents.Steps, latents.Size);
                var hidden = task.Decoder.Forward(task.EmbedPlans(batch, values)).view(-1, task.Options.Decoder.Width);
                var (at, _, mask) = batch.Choices();
                var scores = VerifierLoss.LetterLogProbabilities(task.At(hidden, at), tensor(mask, at.Length, Width));
                var best = scores.argmax(1).data<long>().ToArray();
                for (int i = 0; i < chunk.Length; i++)
                {
                    int answer = best[i] == PromptTokens.MaxOptions ? group.Key : (int)best[i];
                    right[chunk[i]] = sets[chunk[i]].Example.IsRight(answer);
                }
            }
        return MetricInterval.OfShare(right);
    }
}
