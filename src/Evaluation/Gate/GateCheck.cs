namespace Forewarn.Evaluation.Gate;

/// <summary>One question of the data gate with its answer.</summary>
/// <param name="Name">The question.</param>
/// <param name="Found">What was measured, in words and numbers.</param>
/// <param name="Wanted">The bar.</param>
public sealed record GateCheck(string Name, string Found, string Wanted, bool Passed);
