namespace Forewarn.Recording;

/// <summary>What both plans of a <see cref="PreferenceRecord"/> were made for.</summary>
/// <param name="Task">The wish, in words.</param>
/// <param name="ObservationRef">Names the latest observation, for example <c>sha256:…</c>.</param>
/// <param name="HistoryRef">Names everything that the decision saw.</param>
public sealed record PreferencePrompt(string Task, string ObservationRef, string HistoryRef);
