using Forewarn.Simulation.Tasks;
using Forewarn.Simulation.Tasks.Language;

namespace Forewarn.Learning.Verifiers;

/// <summary>What a classifier tells apart.</summary>
/// <param name="Name">Name of the package.</param>
/// <param name="Classes">Names in output order.</param>
/// <param name="Of">Class of a label.</param>
/// <param name="Note">For the model card, behind what the classes are; empty for nothing.</param>
public sealed record ClassTargets(string Name, IReadOnlyList<string> Classes, Func<TaskLabel, int> Of, string Note = "")
{
    private static readonly string[] s_success = ["failure", "success"];

    /// <summary>How a plan ends: the cheap rung of the ladder.</summary>
    public static ClassTargets Outcome(TaskLanguage language)
    {
        string[] names = [.. language.Outcomes.Select(o => o.Name)];
        return new($"{language.Name}-outcome", names, l => Array.IndexOf(names, l.Outcome));
    }

    /// <summary>
    /// Whether the trained wish, the task's first part, comes true: the baseline without language. It has no input for a wish, so it must
    /// fail as soon as the wish is another one; that it does is what it is here to show.
    /// </summary>
    public static ClassTargets Success(TaskLanguage language) => new(
        $"{language.Name}-success", s_success, l => l.Outcome == language.Parts[0].Name ? 1 : 0,
        $"Trained for the wish \"the {language.Parts[0].Part!.Canonical}\" and blind to wishes: the baseline that must fail when the wish changes.");

    /// <summary>
    /// Whether the plan succeeds in any way: a value of the plan's imagined states, as a critic of the task gives it. It prefers plans that
    /// work to plans that fail and has no preference that a person could change.
    /// </summary>
    public static ClassTargets Value(TaskLanguage language) => new($"{language.Name}-value", s_success, l => language.Succeeds(l) ? 1 : 0,
        "Probability that the plan succeeds, in whatever way: a critic that takes the surest plan and reads no wish.");
}
