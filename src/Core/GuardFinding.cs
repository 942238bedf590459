namespace Forewarn.Core;

/// <summary>Whether one plan may be executed, and if not, why.</summary>
public sealed record GuardFinding(bool Safe, string Reason);
