namespace Forewarn.Simulation.Tasks.Language;

/// <summary>A wish in words with its meaning.</summary>
public sealed record TaskWish(string Text, WishMeaning Meaning, LanguageSplit Split, WishKind Kind);
