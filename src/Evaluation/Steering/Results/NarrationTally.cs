using Forewarn.Core;
using Forewarn.Evaluation.Statistics;

namespace Forewarn.Evaluation.Steering;

/// <summary>Scores the narrations of a study's modes.</summary>
internal sealed class NarrationTally(IReadOnlyList<SceneRow> rows, INarrationReader reader, IReadOnlyCollection<string> failures,
    SeedStream seed)
{
    private readonly Dictionary<string, PlanLabel?> _read = [];

    public Dictionary<NarrationSource, NarrationFigures> Figures()
    {
        var figures = new Dictionary<NarrationSource, NarrationFigures>();
        foreach (var source in new[] { NarrationSource.Imagined, NarrationSource.TrueFuture })
            if (rows.Any(r => r.Modes.Narrations.ContainsKey(source))) figures[source] = Score(Own(source), source);
        figures[NarrationSource.Shuffled] = Score(Foreign(), NarrationSource.Shuffled);
        return figures;
    }

    /// <summary>Narrated mode against true mode of the plans that were chosen.</summary>
    public ConfusionTable Chosen(IEnumerable<(SceneRow Row, SelectorChoice Choice)> choices) => ConfusionTable.Of(
        [.. choices.Where(c => c.Choice is { Index: >= 0, Set: CandidateSet.Modes }).Select(c => (
            c.Row.Modes.Truth[c.Choice.Index].Mode,
            Read(c.Row.Modes.Narrations[NarrationSource.Imagined][c.Choice.Index])?.Mode))]);

    private IEnumerable<(int Scene, PlanLabel Truth, string Text)> Own(NarrationSource source) =>
        from i in Enumerable.Range(0, rows.Count)
        where rows[i].Modes.Narrations.ContainsKey(source)
        from k in Enumerable.Range(0, rows[i].Modes.Truth.Length)
        select (i, rows[i].Modes.Truth[k], rows[i].Modes.Narrations[source][k]);

    /// <summary>
    /// The control: every plan gets the narration of a random mode of the next scene. A narration depends on the latents
    /// alone, so this is what narrating another scene's latents gives.
    /// </summary>
    private IEnumerable<(int Scene, PlanLabel Truth, string Text)> Foreign()
    {
        var stream = seed.Child("foreign narration");
        for (int i = 0; i < rows.Count; i++)
        {
            var other = rows[(i + 1) % rows.Count].Modes.Narrations[NarrationSource.Imagined];
            foreach (var truth in rows[i].Modes.Truth) yield return (i, truth, other[stream.Next(other.Length)]);
        }
    }

    private NarrationFigures Score(IEnumerable<(int Scene, PlanLabel Truth, string Text)> pairs, NarrationSource source)
    {
        var list = pairs.Select(p => (p.Scene, p.Truth, Said: Read(p.Text))).ToArray();
        var scenes = list.Select(p => p.Scene).ToArray();
        (string Truth, string? Call)[] outcomes = [.. list.Select(p => (p.Truth.Outcome, p.Said?.Outcome))];
        return new(
            AccuracySummary.Of([.. list.Select(p => (p.Truth.Mode, p.Said?.Mode))], seed.Child($"mode {source}"), scenes),
            AccuracySummary.Of(outcomes, seed.Child($"outcome {source}"), scenes),
            failures.Count == 0 ? null : FailureFigures.Of(outcomes, failures, seed.Child($"failures {source}"), scenes));
    }

    private PlanLabel? Read(string text)
    {
        if (!_read.TryGetValue(text, out var label)) _read[text] = label = reader.Read(text);
        return label;
    }
}
