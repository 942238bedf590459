using Forewarn.Core;
using Forewarn.Learning.Training;
using Forewarn.Simulation.Tasks;
using Forewarn.Simulation.Tasks.Language;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Verifiers;

/// <summary>How well the verifier narrates held-out plans of one task, read back by <see cref="TaskLanguage.Parse"/>.</summary>
/// <param name="at">Index of the task's latents.</param>
internal sealed class NarrationEvaluation(VerifierTask task, int at)
{
    private const int Batch = 64, MaxTokens = 24;

    private readonly LatentNarrations latents = task.Latents[at];

    // Without foresight there is one kind of latents only, that of the present.
    private readonly bool[] kinds = task.Latents[at].Plans is null ? [true, false] : [true];

    private readonly int[][]? words = task.Latents[at].Plans?.Texts.Select(t => task.Vocabulary.Encode(t).ToArray()).ToArray();

    /// <returns>
    /// For predicted and posterior latents the share of narrations with the right outcome, and with everything right; for
    /// predicted ones the mean recall over outcomes; and <c>narration/shuffled</c>, the outcome accuracy when every plan is
    /// given another plan's latents, which must fall to the prior.
    /// </returns>
    public IReadOnlyDictionary<string, double> Run()
    {
        var (language, episodes) = (latents.Language, latents.HeldOut);
        var labels = episodes.Select(e => latents.Labels[e]).ToArray();
        var figures = new Dictionary<string, double>();
        foreach (bool predicted in kinds)
        {
            string kind = predicted ? "predicted" : "posterior";
            var said = Narrate(episodes, predicted).Select(Read).ToArray();
            figures.Put(Name(kind), Share(labels, said, (l, p) => p?.Outcome == l.Outcome));
            figures.Put(Name($"{kind}_exact"), Share(labels, said, (l, p) => language.Said(l).Equals(p)));
            figures.Put(Name($"{kind}_mode"), Share(labels, said,
                (l, p) => p?.Outcome == l.Outcome && p[TaskLanguage.Side] == language.Said(l)[TaskLanguage.Side]));
            if (predicted)
                figures[Name("recall")] = labels.Zip(said).GroupBy(p => p.First.Outcome)
                    .Average(g => g.Average(p => p.Second?.Outcome == p.First.Outcome ? 1.0 : 0));
        }
        // Half the held-out set away: another plan in every case.
        var shifted = episodes.Select((_, i) => episodes[(i + episodes.Length / 2) % episodes.Length]).ToArray();
        var mistaken = Narrate(shifted, true).Select(Read).ToArray();
        figures.Put(Name("shuffled"), Share(labels, mistaken, (l, p) => p?.Outcome == l.Outcome));
        figures[Name("prior")] = labels.GroupBy(l => l.Outcome).Max(g => g.Count()) / (double)labels.Length;
        return figures;

        string Name(string name) => task.Figure(language, "narration", name);
    }

    /// <summary>What a narration says; nothing where it speaks of another task's object.</summary>
    private TaskLabel? Read(string narration)
    {
        var words = TaskLanguage.Words(narration).ToHashSet();
        return task.Languages.SelectMany(l => l.Object.All).Except(latents.Language.Object.All).Any(words.Contains)
            ? null
            : latents.Language.Parse(narration);
    }

    private static MetricInterval Share(
        TaskLabel[] labels, TaskLabel?[] said, Func<TaskLabel, TaskLabel?, bool> right) =>
        MetricInterval.OfShare([.. labels.Zip(said, right)]);

    private List<string> Narrate(int[] episodes, bool predicted)
    {
        var texts = new List<string>();
        foreach (var chunk in episodes.Chunk(Batch))
        {
            var said = chunk.Select(_ => new List<int>()).ToArray();
            for (int t = 0; t < MaxTokens && said.Any(s => s.LastOrDefault() != PromptTokens.End); t++)
            {
                var batch = new PromptBatch();
                for (int i = 0; i < said.Length; i++)
                {
                    int row = PromptWriter.Plan(batch, task.LatentTokens, words is null ? [] : words[chunk[i]]);
                    batch.Append(row, [PromptTokens.Narrate, .. said[i]]);
                }
                using var scope = NewDisposeScope();
                var hidden = task.Decoder.Forward(task.EmbedPlans(batch, [.. chunk.Select(e => new PlanRow(at, e, predicted))]));
                var next = task.Decoder.Logits(hidden.narrow(1, batch.Length - 1, 1)).argmax(-1).view(-1).data<long>().ToArray();
                for (int i = 0; i < said.Length; i++) said[i].Add(said[i].LastOrDefault() == PromptTokens.End ? PromptTokens.End : (int)next[i]);
            }
            texts.AddRange(said.Select(s => task.Vocabulary.Decode(s).Trim()));
        }
        return texts;
    }
}
