using Forewarn.Learning.Verifiers;
using Forewarn.Simulation.Tasks.Cup.Language;

namespace Forewarn.Learning.Preferences.Verifiers;

/// <summary>
/// Scores answers of a verifier by its lessons. A letter earns its plan's reward, and none as little as the worse plan; a
/// narration earns the share of what it should say that it says.
/// </summary>
/// <param name="lessons">By prompt.</param>
internal sealed class VerifierReward(VerifierLesson[] lessons, BpeVocabulary vocabulary) : ISampleReward
{
    public double[] Score(SampleBatch samples) =>
        [.. Enumerable.Range(0, samples.Count).Select(b => Score(lessons[samples.Prompts[b]], TokenPolicy.AnswerOf(samples, b)))];

    private double Score(VerifierLesson lesson, int[] answer)
    {
        if (lesson.True is { } wanted) return Agreement(wanted, vocabulary.Decode(answer).Trim());
        return answer.SequenceEqual(lesson.Chosen) ? lesson.ChosenReward
            : answer.SequenceEqual(lesson.Rejected) ? lesson.RejectedReward
            : Math.Min(lesson.ChosenReward, lesson.RejectedReward);
    }

    /// <returns>0 to 1; 1 where both say the same, in whatever words.</returns>
    internal static double Agreement(string wanted, string said)
    {
        if (wanted == said) return 1;
        if (NarrationParser.Parse(wanted) is not { } want || NarrationParser.Parse(said) is not { } got) return 0;
        bool[] same = [want.Outcome == got.Outcome, want.Side == got.Side, want.Speed == got.Speed, want.Tilt == got.Tilt];
        return same.Average(s => s ? 1.0 : 0);
    }
}
