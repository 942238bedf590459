namespace Forewarn.Simulation.Tasks.Language;

/// <summary>A question about one plan with a one-word answer.</summary>
/// <param name="Text">Words of the question, with its mark.</param>
/// <param name="Answers">Every possible answer.</param>
/// <param name="Answer">The true answer, or null when the question makes no sense for the label.</param>
public sealed record TaskQuestion(string Text, IReadOnlyList<string> Answers, Func<TaskLabel, string?> Answer)
{
    /// <summary>The questions of a language: what happens, which part, which side, and one for every attribute.</summary>
    internal static TaskQuestion[] Of(TaskLanguage language)
    {
        var questions = new List<TaskQuestion>
        {
            new("what happens ?", [.. language.Outcomes.Select(o => o.Answer).Distinct()], l => language.Outcome(l.Outcome).Answer),
            new(language.PartQuestion, [.. language.Parts.Select(p => p.Part!.Canonical), language.NoPart],
                l => language.Outcome(l.Outcome).Part?.Canonical ?? language.NoPart),
        };
        if (language.HasSides)
            questions.Add(new("which side ?", [TaskLanguage.Left, TaskLanguage.Right],
                l => l[TaskLanguage.Side] is var side && side != TaskLabel.None ? side : null));
        return [.. questions, .. language.Attributes.Select(attribute => new TaskQuestion(
            attribute.Question, [.. attribute.Values.Select(v => v.Words.Canonical)],
            l => language.Succeeds(l) ? attribute.Values.FirstOrDefault(v => v.Name == l[attribute.Name])?.Words.Canonical : null))];
    }
}
