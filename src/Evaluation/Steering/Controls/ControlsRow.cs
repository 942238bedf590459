namespace Forewarn.Evaluation.Steering;

/// <summary>Controls of the text choice in one scene. The narrations are those of the scene's modes; nothing is imagined anew.</summary>
/// <param name="EmptyWish">The message that refused an empty wish; null when it was not refused.</param>
public sealed record ControlsRow(string? EmptyWish, IReadOnlyList<WishControlRow> Wishes);
