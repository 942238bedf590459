using Forewarn.Core;
using Forewarn.Learning.Training;
using Forewarn.Simulation.Tasks;
using Forewarn.Simulation.Tasks.Language;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Verifiers.Alignment;

/// <summary>How well an aligned model narrates held-out plans from predicted latents, read back by <see cref="TaskLanguage.Parse"/>.</summary>
internal sealed class AlignmentEvaluation(AlignmentTask task, AlignmentWords words, TaskLanguage language, int most)
{
    private const int Batch = 16;

    /// <returns>
    /// Share of narrations with the right outcome and with everything right; and the outcome share when every plan is given another
    /// plan's latents, which must fall to the prior.
    /// </returns>
    public IReadOnlyDictionary<string, double> Run(int[] episodes, TaskLabel[] labels)
    {
        var figures = new Dictionary<string, double>();
        var said = Narrate(episodes);
        figures.Put("narration/predicted", MetricInterval.OfShare([.. labels.Zip(said, (l, p) => p?.Outcome == l.Outcome)]));
        figures.Put("narration/predicted_exact", MetricInterval.OfShare([.. labels.Zip(said, (l, p) => language.Said(l).Equals(p))]));
        // Half the set away: another plan in every case.
        var mistaken = Narrate([.. episodes.Select((_, i) => episodes[(i + episodes.Length / 2) % episodes.Length])]);
        figures.Put("narration/shuffled", MetricInterval.OfShare([.. labels.Zip(mistaken, (l, p) => p?.Outcome == l.Outcome)]));
        figures["narration/prior"] = labels.GroupBy(l => l.Outcome).Max(g => g.Count()) / (double)labels.Length;
        return figures;
    }

    private TaskLabel?[] Narrate(int[] episodes)
    {
        var parsed = new List<TaskLabel?>();
        foreach (int[] chunk in episodes.Chunk(Batch))
        {
            var said = chunk.Select(_ => new List<int>()).ToArray();
            for (int t = 0; t < most && said.Any(s => s.LastOrDefault(-1) != words.End); t++)
            {
                using var scope = NewDisposeScope();
                long[] next = task.Next(chunk, said).argmax(-1).to(CPU).data<long>().ToArray();
                for (int i = 0; i < said.Length; i++) said[i].Add(said[i].LastOrDefault(-1) == words.End ? words.End : (int)next[i]);
            }
            parsed.AddRange(said.Select(s => language.Parse(words.Decode(s.TakeWhile(id => id != words.End)).Trim())));
        }
        return [.. parsed];
    }
}
