using Forewarn.Core;
using Forewarn.Simulation.Tasks.Language;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Verifiers;

/// <summary>
/// The choice straight from latents: the same wishes, the same wanted answers and the same inner heads as a choice among
/// narrations, with a plan's latents, observed or imagined, where its narration would stand.
/// </summary>
internal sealed class ChoiceLesson(VerifierTask task, PromptWriter writer) : ILatentLesson
{
    private readonly PlanSets[] _sets = [.. task.Latents.Select(l => new PlanSets(l.Language, l.Labels, l.Train))];

    public void Step(SeedStream seed, Dictionary<string, double> figures)
    {
        var options = task.Options;
        int count = 1 + seed.Next(options.MaxOptions);
        var batch = new PromptBatch();
        var drawn = new List<(int Task, int Episode)>();
        while (drawn.Count < options.LatentRows)
        {
            int at = batch.Rows % _sets.Length;
            var (example, episodes) = _sets[at].Sample(LanguageSplit.Train, count, seed);
            writer.Choice(batch, example, task.LatentTokens);
            drawn.AddRange(episodes.Select(e => (at, e)));
        }
        PlanRow[] plans = [.. drawn.Select(d => new PlanRow(d.Task, d.Episode, seed.Next(2) == 0))];
        using var scope = NewDisposeScope();
        task.Choose(batch, task.EmbedPlans(batch, plans, options.LatentNoise), "direct_", figures).backward();
    }

    public IReadOnlyDictionary<string, double> Evaluate() =>
        task.Latents.SelectMany((_, i) => new DirectEvaluation(task, writer, i).Run()).ToDictionary();
}
