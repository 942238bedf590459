namespace Forewarn.Recording;

/// <summary>One completion that was found good or bad, without another beside it.</summary>
/// <param name="Prompt">The wish, or the prompt as text.</param>
/// <param name="Completion">The text; for a plan, its narration or nothing.</param>
/// <param name="Plan">The plan; null for a text.</param>
/// <param name="Label">Whether it is good.</param>
public sealed record UnpairedPreference(string Prompt, string Completion, PreferencePlan? Plan, bool Label);
