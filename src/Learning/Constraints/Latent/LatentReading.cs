namespace Forewarn.Learning.Constraints.Latent;

/// <summary>What the heads say of one state.</summary>
/// <param name="Margin">l(z), above 0 outside of the failure set.</param>
/// <param name="Value">V(z), above 0 where some fallback avoids failure.</param>
public readonly record struct LatentReading(double Margin, double Value);
