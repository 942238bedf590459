namespace Forewarn.RosBridge;

/// <summary>A middleware and why it was taken, in one line for the log.</summary>
public sealed record TransportChoice(TransportKind Kind, string Reason);
