namespace Forewarn.Simulation.Tasks.Cup.Language;

/// <summary>A wish in words with its meaning.</summary>
public sealed record CupWish(string Text, WishMeaning Meaning, LanguageSplit Split, WishKind Kind);
