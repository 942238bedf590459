namespace Forewarn.RosBridge;

/// <summary>What a server said to a request to cancel.</summary>
/// <param name="Canceling">Goals that are being canceled now.</param>
public sealed record CancelAnswer(CancelCode Code, IReadOnlyList<Guid> Canceling);
