namespace Forewarn.RosBridge;

/// <summary>How a goal ended.</summary>
/// <param name="State">
/// Succeeded, canceled or aborted; unknown when the server has never known the goal or has forgotten its result.
/// </param>
public sealed record GoalOutcome<TResult>(GoalState State, TResult Result);
