using Forewarn.Learning.Verifiers;
using Forewarn.Simulation.Tasks.Language;

namespace Forewarn.Learning.Preferences.Verifiers;

/// <summary>
/// Scores answers of a verifier by its lessons. A letter earns its plan's reward, and none as little as the worse plan; a
/// narration earns the share of what it should say that it says.
/// </summary>
/// <param name="lessons">By prompt.</param>
/// <param name="languages">In one of which every narration is.</param>
internal sealed class VerifierReward(VerifierLesson[] lessons, BpeVocabulary vocabulary, IReadOnlyList<TaskLanguage> languages) : ISampleReward
{
    public double[] Score(SampleBatch samples) =>
        [.. Enumerable.Range(0, samples.Count).Select(b => Score(lessons[samples.Prompts[b]], TokenPolicy.AnswerOf(samples, b)))];

    private double Score(VerifierLesson lesson, int[] answer)
    {
        if (lesson.True is { } wanted) return Agreement(languages, wanted, vocabulary.Decode(answer).Trim());
        return answer.SequenceEqual(lesson.Chosen) ? lesson.ChosenReward
            : answer.SequenceEqual(lesson.Rejected) ? lesson.RejectedReward
            : Math.Min(lesson.ChosenReward, lesson.RejectedReward);
    }

    /// <returns>0 to 1; 1 where both say the same, in whatever words.</returns>
    internal static double Agreement(IReadOnlyList<TaskLanguage> languages, string wanted, string said)
    {
        if (wanted == said) return 1;
        foreach (var language in languages)
            if (language.Parse(wanted) is { } want && language.Parse(said) is { } got)
                return want.Attributes.Select(a => a.Value == got[a.Key]).Prepend(want.Outcome == got.Outcome).Average(s => s ? 1.0 : 0);
        return 0;
    }
}
