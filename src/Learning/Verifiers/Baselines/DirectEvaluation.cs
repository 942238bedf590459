using Forewarn.Core;
using Forewarn.Learning.Training;
using Forewarn.Simulation.Tasks.Language;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Verifiers;

/// <summary>How well the direct chooser chooses among held-out plans of one task; the same sets every time.</summary>
/// <param name="at">Index of the task's latents.</param>
internal sealed class DirectEvaluation(VerifierTask task, PromptWriter writer, int at)
{
    private const int Batch = 32, Width = PromptTokens.MaxOptions + 1;

    private readonly LatentNarrations _latents = task.Latents[at];
    private readonly PlanSets _sets = new(task.Latents[at].Language, task.Latents[at].Labels, task.Latents[at].HeldOut);

    /// <returns>
    /// <c>direct/{split}</c>: share of sets whose best letter is right, imagined latents; <c>direct/posterior</c>: the
    /// training split from observed latents; <c>direct/shuffled</c>: the same with other plans' latents, which must fall to
    /// what a guess gives.
    /// </returns>
    public IReadOnlyDictionary<string, double> Run()
    {
        var figures = new Dictionary<string, double>();
        foreach (var split in _latents.Language.Splits)
        {
            var seed = new SeedStreams(20).Stream("direct evaluation", (long)split);
            var sets = Enumerable.Range(0, task.Options.EvaluationExamples)
                .Select(_ => _sets.Sample(split, 2 + seed.Next(5), seed)).ToArray();
            figures.Put(Name(split.ToString().ToLowerInvariant()), Share(sets, predicted: true));
            if (split != LanguageSplit.Train) continue;
            figures.Put(Name("posterior"), Share(sets, predicted: false));
            // Half the held-out set away: another plan in every case.
            var places = _latents.HeldOut.Select((e, i) => (e, i)).ToDictionary(p => p.e, p => p.i);
            int Other(int e) => _latents.HeldOut[(places[e] + places.Count / 2) % places.Count];
            var mistaken = sets.Select(s => (s.Example, s.Episodes.Select(Other).ToArray())).ToArray();
            figures.Put(Name("shuffled"), Share(mistaken, predicted: true));
        }
        return figures;

        string Name(string name) => task.Figure(_latents.Language, "direct", name);
    }

    private MetricInterval Share((ChoiceExample Example, int[] Episodes)[] sets, bool predicted)
    {
        var right = new bool[sets.Length];
        foreach (var group in Enumerable.Range(0, sets.Length).GroupBy(i => sets[i].Episodes.Length))
            foreach (var chunk in group.Chunk(Batch))
            {
                var batch = new PromptBatch();
                foreach (int i in chunk) writer.Choice(batch, sets[i].Example, task.LatentTokens);
                PlanRow[] plans = [.. chunk.SelectMany(i => sets[i].Episodes).Select(e => new PlanRow(at, e, predicted))];
                using var scope = NewDisposeScope();
                var hidden = task.Decoder.Forward(task.EmbedPlans(batch, plans)).view(-1, task.Options.Decoder.Width);
                var (choiceAt, _, mask) = batch.Choices();
                var scores = VerifierLoss.LetterLogProbabilities(task.At(hidden, choiceAt), tensor(mask, choiceAt.Length, Width));
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
