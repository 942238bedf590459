using Forewarn.Core;
using Forewarn.Learning.Training;
using Forewarn.Simulation.Tasks.Language;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Verifiers;

/// <summary>How well the verifier chooses, on every split of each language; the same examples every time.</summary>
internal sealed class ChoiceEvaluation(VerifierTask task, PromptWriter writer)
{
    private const int Batch = 32;
    private const int Width = PromptTokens.MaxOptions + 1;

    /// <returns>
    /// <c>choice/{split}</c>: share of examples whose best letter is right; <c>none/recall</c>, <c>none/false</c>: share of
    /// none given that none is right, or wrong (training split); <c>choice/template_modes</c>: the template split without
    /// wishes about speed or tilt, <c>choice/template_requests</c> and <c>choice/template_refusals</c>: those that name what
    /// is wanted, or nothing, and those that name what is refused; <c>choice/invariance</c>: share of single-answer examples
    /// in which every rotation of the options gives the same option. With several tasks, the task's name stands behind the first word.
    /// </returns>
    public IReadOnlyDictionary<string, double> Run()
    {
        var figures = new Dictionary<string, double>();
        foreach (var language in task.Languages) Run(language, figures);
        return figures;
    }

    private void Run(TaskLanguage language, Dictionary<string, double> figures)
    {
        foreach (var split in language.Splits)
        {
            var examples = Examples(language, split, task.Options.EvaluationExamples);
            var best = Choose(examples);
            figures.Put(Name("choice", split.ToString().ToLowerInvariant()), MetricInterval.OfShare([.. examples.Zip(best, (e, b) => e.IsRight(b))]));
            if (split == LanguageSplit.Template)
            {
                Put("modes", wish => !wish.Meaning.HasRequirements);
                Put("requests", wish => wish.Kind is WishKind.Request or WishKind.Offer or WishKind.Any);
                Put("refusals", wish => wish.Kind is WishKind.Refusal or WishKind.Neither);
            }
            if (split != LanguageSplit.Train) continue;
            var said = examples.Zip(best, (e, b) => (Should: !e.Accepted.Any(a => a), Said: b == e.Options.Count)).ToArray();
            figures.Put(Name("none", "recall"), MetricInterval.OfShare([.. said.Where(s => s.Should).Select(s => s.Said)]));
            figures.Put(Name("none", "false"), MetricInterval.OfShare([.. said.Where(s => !s.Should).Select(s => s.Said)]));

            void Put(string name, Func<TaskWish, bool> belongs) => figures.Put(Name("choice", $"template_{name}"), MetricInterval.OfShare(
                [.. examples.Zip(best).Where(p => belongs(p.First.Wish)).Select(p => p.First.IsRight(p.Second))]));
        }
        figures.Put(Name("choice", "invariance"), Invariance(language));

        string Name(string family, string name) => task.Figure(language, family, name);
    }

    private static List<ChoiceExample> Examples(TaskLanguage language, LanguageSplit split, int count)
    {
        var seed = new SeedStreams(20).Stream("choice evaluation", (long)split);
        var examples = new List<ChoiceExample>();
        while (examples.Count < count) examples.Add(ChoiceExample.Sample(language, split, 2 + seed.Next(5), seed));
        return examples;
    }

    private MetricInterval Invariance(TaskLanguage language)
    {
        var examples = Examples(language, LanguageSplit.Template, task.Options.EvaluationExamples / 2)
            .Where(e => e.Accepted.Count(a => a) <= 1).ToArray();
        var rotated = examples.SelectMany(e => Enumerable.Range(0, e.Options.Count).Select(r => Rotate(e, r))).ToList();
        var best = Choose(rotated);
        int at = 0, same = 0;
        foreach (var example in examples)
        {
            int count = example.Options.Count;
            var options = Enumerable.Range(0, count).Select(r => best[at + r] == count ? count : (best[at + r] + r) % count).Distinct();
            if (options.Count() == 1) same++;
            at += count;
        }
        return MetricInterval.OfShare(same, examples.Length);
    }

    private static ChoiceExample Rotate(ChoiceExample e, int by)
    {
        int count = e.Options.Count;
        var order = Enumerable.Range(0, count).Select(i => (i + by) % count).ToArray();
        return new(e.Wish, order.Select(i => e.Options[i]).ToArray(), order.Select(i => e.Labels[i]).ToArray());
    }

    /// <returns>Per example the best answer, <c>0..K-1</c> or K for none.</returns>
    private int[] Choose(List<ChoiceExample> examples)
    {
        var best = new int[examples.Count];
        foreach (var group in Enumerable.Range(0, examples.Count).GroupBy(i => examples[i].Options.Count))
            foreach (var chunk in group.Chunk(Batch))
            {
                var batch = new PromptBatch();
                foreach (int i in chunk) writer.Choice(batch, examples[i]);
                using var scope = NewDisposeScope();
                var hidden = task.Decoder.Forward(task.Decoder.Embed(tensor(batch.Ids(), batch.Rows, batch.Length)));
                var (at, _, mask) = batch.Choices();
                var logits = task.At(hidden.view(-1, task.Options.Decoder.Width), at);
                var letters = VerifierLoss.LetterLogProbabilities(logits, tensor(mask, at.Length, Width)).argmax(1).data<long>().ToArray();
                for (int i = 0; i < chunk.Length; i++)
                    best[chunk[i]] = letters[i] == PromptTokens.MaxOptions ? group.Key : (int)letters[i];
            }
        return best;
    }
}
