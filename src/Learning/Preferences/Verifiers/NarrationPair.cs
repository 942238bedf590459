namespace Forewarn.Learning.Preferences.Verifiers;

/// <summary>A plan whose narration was wrong, with what executing it showed.</summary>
/// <param name="Latents">The plan's imagined latents in the world model's own units, <c>[H, Z]</c>.</param>
/// <param name="True">The narration that would have been true.</param>
/// <param name="Said">The narration that was said.</param>
public sealed record NarrationPair(float[] Latents, string True, string Said);
