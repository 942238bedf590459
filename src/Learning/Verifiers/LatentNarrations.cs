using Forewarn.Core;
using Forewarn.Learning.WorldModels;
using Forewarn.Simulation.Episodes;
using Forewarn.Simulation.Tasks;
using Forewarn.Simulation.Tasks.Language;

namespace Forewarn.Learning.Verifiers;

/// <summary>
/// Labelled latents of executed plans of one task, once observed and once imagined from the first frame; the narrator must read both.
/// Held out is what the world model has not seen either.
/// </summary>
public sealed class LatentNarrations
{
    /// <param name="language">Of the task.</param>
    /// <param name="posterior"><c>[E, H, Z]</c> from the true pictures.</param>
    /// <param name="predicted"><c>[E, H, Z]</c> imagined from the first picture and the plan.</param>
    /// <param name="labels"><c>[E]</c>.</param>
    /// <param name="plans">The plans in words, for the stage that reads actions only.</param>
    public LatentNarrations(
        TaskLanguage language, float[] posterior, float[] predicted, IReadOnlyList<TaskLabel> labels, int steps, int size, WrittenPlans? plans = null)
    {
        Shape.Require("posterior latents", posterior.LongLength, ("E", labels.Count), ("H", steps), ("Z", size));
        Shape.Require("predicted latents", predicted.LongLength, ("E", labels.Count), ("H", steps), ("Z", size));
        if (labels.Count < 10)
            throw ForewarnException.Of("latents", $"{labels.Count} episodes", "at least 10", "Collect more episodes.", ExitCode.Usage);
        if (plans is not null) Shape.Require("written plans", plans.Texts.Count, ("E", labels.Count));
        (Language, Posterior, Predicted, Labels, Steps, Size, Plans) = (language, posterior, predicted, labels, steps, size, plans);
        Train = EpisodeSplit.Training(labels.Count);
        HeldOut = EpisodeSplit.HeldOut(labels.Count);
        Stats = Measure();
    }

    /// <summary>Latents of a world model with the labels of the data sets they were made from, in the same order.</summary>
    /// <exception cref="ForewarnException">The latents are of other data sets, or the data sets of several tasks.</exception>
    public static LatentNarrations From(LatentDataset latents, IReadOnlyList<EpisodeStore> stores)
    {
        if (!latents.Header.DataSha256.SequenceEqual(stores.Select(s => s.Sha256)))
            throw ForewarnException.Of("latents", "the hashes of other data sets", "latents made from these episodes, in this order",
                "Name the data sets as they were named when the latents were made.", ExitCode.Usage);
        var language = LanguageOf(stores);
        var labels = LabelsOf(language, stores);
        int stride = latents.Steps * latents.Size;
        float[] posterior = new float[latents.Count * stride], predicted = new float[posterior.Length];
        for (int e = 0; e < latents.Count; e++)
        {
            latents.Posterior(e).CopyTo(posterior.AsSpan(e * stride));
            latents.Predicted(e).CopyTo(predicted.AsSpan(e * stride));
        }
        return new(language, posterior, predicted, labels, latents.Steps, latents.Size);
    }

    /// <summary>The present of every episode and its plan in words: what can be read without any foresight.</summary>
    /// <param name="present"><c>[E, Z]</c>, posterior of each first frame (see <see cref="PresentLatents"/>).</param>
    /// <param name="form">How plans are written.</param>
    public static LatentNarrations WithoutForesight(float[] present, int size, IReadOnlyList<EpisodeStore> stores, PlanText form)
    {
        var texts = stores.SelectMany(s => Enumerable.Range(0, s.Count).Select(e => form.Write(s.Plan(e)))).ToArray();
        var language = LanguageOf(stores);
        return new(language, present, present, LabelsOf(language, stores), 1, size, new(form, texts));
    }

    /// <summary>In which the plans are narrated.</summary>
    public TaskLanguage Language { get; }

    public float[] Posterior { get; }

    public float[] Predicted { get; }

    public IReadOnlyList<TaskLabel> Labels { get; }

    /// <summary>The plans in words; null where the latents of the future are read instead.</summary>
    public WrittenPlans? Plans { get; }

    /// <summary><c>H</c>.</summary>
    public int Steps { get; }

    /// <summary><c>Z</c>.</summary>
    public int Size { get; }

    /// <summary>Episodes to train on.</summary>
    public int[] Train { get; }

    /// <summary>Episodes to judge by.</summary>
    public int[] HeldOut { get; }

    /// <summary>Mean and spread of each latent channel over the training episodes, both kinds together, <c>[Z]</c>.</summary>
    public ChannelStats Stats { get; }

    /// <summary>Copies the latents of episodes side by side, standardized, <c>[n, H, Z]</c>.</summary>
    public float[] Gather(ReadOnlySpan<int> episodes, Func<int, bool> predicted)
    {
        int stride = Steps * Size;
        var values = new float[episodes.Length * stride];
        for (int i = 0; i < episodes.Length; i++)
        {
            var source = (predicted(i) ? Predicted : Posterior).AsSpan(episodes[i] * stride, stride);
            for (int j = 0; j < stride; j++) values[i * stride + j] = (source[j] - Stats.Mean[j % Size]) / Stats.Std[j % Size];
        }
        return values;
    }

    private static TaskLanguage LanguageOf(IReadOnlyList<EpisodeStore> stores)
    {
        string[] tasks = [.. stores.Select(s => s.Task).Distinct()];
        return tasks.Length == 1 ? TaskLanguages.Find(tasks[0]) : throw ForewarnException.Of("data sets of one folder of latents",
            $"those of the tasks {string.Join(", ", tasks)}", "data sets of one task", "Make latents for every task on its own.", ExitCode.Usage);
    }

    private static TaskLabel[] LabelsOf(TaskLanguage language, IReadOnlyList<EpisodeStore> stores) =>
        [.. stores.SelectMany(s => Enumerable.Range(0, s.Count).Select(e => Label(language, s.Info(e).Label)))];

    /// <summary>The label in the language's order of attributes.</summary>
    private static TaskLabel Label(TaskLanguage language, TaskLabel label) => language.Outcomes.Any(o => o.Name == label.Outcome)
        ? language.Label(label.Outcome, label[TaskLanguage.Side], [.. language.Attributes.Select(a => label[a.Name])])
        : throw ForewarnException.Of($"label of a plan of {language.Name}", $"outcome '{label.Outcome}'",
            $"one of {string.Join(", ", language.Outcomes.Select(o => o.Name))}", "Name data sets of this task.", ExitCode.Usage);

    private ChannelStats Measure()
    {
        var (sum, square) = (new double[Size], new double[Size]);
        long rows = 0;
        foreach (var values in new[] { Posterior, Predicted })
            foreach (int episode in Train)
                for (int step = 0; step < Steps; step++, rows++)
                    for (int c = 0; c < Size; c++)
                    {
                        double v = values[((long)episode * Steps + step) * Size + c];
                        sum[c] += v;
                        square[c] += v * v;
                    }
        var mean = sum.Select(s => (float)(s / rows)).ToArray();
        // Channels that hardly move would blow up imagination noise; they get a floor.
        var std = square.Select((s, c) => (float)Math.Max(0.02, Math.Sqrt(Math.Max(0, s / rows - (double)mean[c] * mean[c])))).ToArray();
        return new(mean, std);
    }
}
