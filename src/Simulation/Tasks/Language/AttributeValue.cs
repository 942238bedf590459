namespace Forewarn.Simulation.Tasks.Language;

/// <summary>One value of an attribute.</summary>
/// <param name="Name">As labels have it, for example <c>slow</c>.</param>
/// <param name="Words">How it is said; the canonical one is one word.</param>
public sealed record AttributeValue(string Name, Synonyms Words);
