using Forewarn.Core;
using Forewarn.Simulation.Tasks.Cup.Language;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Verifiers;

/// <summary>
/// The choice straight from latents: the same wishes, the same wanted answers and the same inner heads as a choice among
/// narrations, with a plan's latents, observed or imagined, where its narration would stand.
/// </summary>
internal sealed class ChoiceLesson(VerifierTask task, PromptWriter writer, LatentNarrations latents) : ILatentLesson
{
    private readonly PlanSets _sets = new(latents.Labels, latents.Train);

    public void Step(SeedStream seed, Dictionary<string, double> figures)
    {
        var options = task.Options;
        int count = 1 + seed.Next(options.MaxOptions);
        var batch = new PromptBatch();
        var episodes = new List<int>();
        while (episodes.Count < options.LatentRows)
        {
            var (example, drawn) = _sets.Sample(LanguageSplit.Train, count, seed);
            writer.Choice(batch, example, task.LatentTokens);
            episodes.AddRange(drawn);
        }
        var predicted = episodes.Select(_ => seed.Next(2) == 0).ToArray();
        using var scope = NewDisposeScope();
        var values = tensor(latents.Gather([.. episodes], i => predicted[i]), episodes.Count, latents.Steps, latents.Size);
        if (options.LatentNoise > 0) values += options.LatentNoise * randn_like(values);
        task.Choose(batch, task.EmbedPlans(batch, values), "direct_", figures).backward();
    }

    public IReadOnlyDictionary<string, double> Evaluate() => new DirectEvaluation(task, writer, latents).Run();
}
