namespace Forewarn.Evaluation.Steering;

/// <summary>The controls of a steering study; a part is null when the rows or the wishes do not allow it.</summary>
public sealed record ControlResults(
    IReadOnlyList<NeutralResult> Neutral, EmptyWishResult? EmptyWish, FlipResult? Flips, PositionResult? Position,
    AbstentionResult? Abstention);
