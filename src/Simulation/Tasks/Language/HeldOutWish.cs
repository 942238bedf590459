namespace Forewarn.Simulation.Tasks.Language;

/// <summary>A combination of requirements that training never asks for.</summary>
/// <param name="Parts">A part, one side of a part (<c>rim-left</c>), or <see cref="TaskLanguage.AnyPart"/>.</param>
/// <param name="Required">Values of attributes.</param>
public sealed record HeldOutWish(string Parts, params IReadOnlyList<(string Attribute, string Value)> Required);
