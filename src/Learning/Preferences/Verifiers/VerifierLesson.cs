namespace Forewarn.Learning.Preferences.Verifiers;

/// <summary>One prompt of a verifier with a better and a worse answer.</summary>
/// <param name="Chosen">Tokens of the better answer.</param>
/// <param name="ChosenReward">1, and 0 for the other, where only the order is known; equal for a tie.</param>
/// <param name="Group">Lessons of one group are trained on or held out together.</param>
/// <param name="True">What a narration should say; null for a choice.</param>
internal sealed record VerifierLesson(
    TokenPrompt Prompt, int[] Chosen, int[] Rejected, double ChosenReward, double RejectedReward, string Group, string? True = null);
