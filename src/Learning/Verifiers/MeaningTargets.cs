using Forewarn.Learning.Training;
using Forewarn.Simulation.Tasks;
using Forewarn.Simulation.Tasks.Language;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Forewarn.Learning.Verifiers;

/// <summary>
/// Classes that linear heads read from the inner layers. The heads exist in training only: with the meaning of wish and
/// narration at hand in the lower third and the match of the two in the upper third, the decoder learns to choose in
/// hundreds of updates instead of thousands.
/// </summary>
public static class MeaningTargets
{
    /// <summary>The heads of several languages; a reader of one has no name of a task in theirs.</summary>
    public static ParameterStore Declare(ParameterStore store, int width, IReadOnlyList<TaskLanguage> languages)
    {
        foreach (var language in languages)
            foreach (var head in Enum.GetValues<MeaningHead>())
                store.AddLinear(Name(languages, language, head), width, Groups(language, head).Sum());
        return store;
    }

    /// <returns>Classes: for every mode whether it is accepted; for every attribute the value demanded, the last class for none.</returns>
    public static int[] Of(WishMeaning meaning) =>
    [
        .. meaning.Language.Modes.Select((_, i) => meaning.Modes >> i & 1),
        .. meaning.Language.Attributes.Select(a => a.IndexOf(meaning.Required(a.Name))),
    ];

    /// <returns>Classes: outcome; the side said, of a task with sides; for every attribute the value said, the last class for none.</returns>
    public static int[] Of(TaskLanguage language, TaskLabel label)
    {
        var said = language.Said(label);
        int[] side = !language.HasSides ? [] : said[TaskLanguage.Side] switch { TaskLanguage.Left => [1], TaskLanguage.Right => [2], _ => [0] };
        return [language.Outcomes.ToList().IndexOf(language.Outcome(said.Outcome)), .. side, .. language.Attributes.Select(a => a.IndexOf(said[a.Name]))];
    }

    /// <returns>Classes: fits the wish; letter; fits in its mode, and in every attribute (a failure fits in none).</returns>
    public static int[] Of(WishMeaning meaning, TaskLabel label, int slot)
    {
        bool succeeds = meaning.Language.Succeeds(label);
        return
        [
            meaning.Accepts(label) ? 1 : 0, slot, meaning.AcceptsMode(label) ? 1 : 0,
            .. meaning.Language.Attributes.Select(a => succeeds && meaning.AcceptsValue(label, a.Name) ? 1 : 0),
        ];
    }

    /// <param name="languages">All that the heads were declared for.</param>
    /// <param name="language">Of these positions.</param>
    /// <param name="states"><c>[M, D]</c>.</param>
    /// <param name="classes"><c>[M][groups]</c>.</param>
    /// <returns>The sum of the cross-entropies of all groups, and the share of positions whose first class is right.</returns>
    public static (Tensor Loss, double Accuracy) Loss(
        ParameterStore parameters, IReadOnlyList<TaskLanguage> languages, TaskLanguage language, MeaningHead head, Tensor states,
        IReadOnlyList<int[]> classes)
    {
        using var scope = NewDisposeScope();
        var groups = Groups(language, head);
        var logits = parameters.Linear(Name(languages, language, head), states);
        var loss = zeros(1);
        for (int g = 0, at = 0; g < groups.Length; at += groups[g++])
            loss = loss + F.cross_entropy(logits.narrow(1, at, groups[g]), tensor(classes.Select(c => (long)c[g]).ToArray()));
        var best = logits.detach().narrow(1, 0, groups[0]).argmax(1).data<long>().ToArray();
        return (loss.squeeze(0).MoveToOuterDisposeScope(), best.Zip(classes, (b, c) => b == c[0] ? 1.0 : 0).Average());
    }

    private static string Name(IReadOnlyList<TaskLanguage> languages, TaskLanguage language, MeaningHead head) =>
        $"meaning.{(languages.Count == 1 ? "" : language.Name + ".")}{head.ToString().ToLowerInvariant()}";

    private static int[] Groups(TaskLanguage language, MeaningHead head) => head switch
    {
        MeaningHead.Wish => [.. language.Modes.Select(_ => 2), .. language.Attributes.Select(a => a.Values.Count + 1)],
        MeaningHead.Plan => [language.Outcomes.Count, .. language.HasSides ? [3] : Array.Empty<int>(), .. language.Attributes.Select(a => a.Values.Count + 1)],
        _ => [2, PromptTokens.MaxOptions, 2, .. language.Attributes.Select(_ => 2)],
    };
}
