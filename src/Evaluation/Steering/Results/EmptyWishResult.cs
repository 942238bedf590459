namespace Forewarn.Evaluation.Steering;

/// <summary>Whether a wish without words was refused, as it must be, and with which message.</summary>
public sealed record EmptyWishResult(int Refused, int Scenes, string Message);
