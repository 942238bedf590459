namespace Forewarn.WorldModel;

/// <summary>What the safety heads say about one latent state.</summary>
/// <param name="Margin"><c>l(z)</c>: above 0 the state itself is no failure.</param>
/// <param name="Value"><c>V(z)</c>: at or below the package's epsilon, failure is inevitable from here.</param>
/// <param name="Support">Distance from the states that the heads were trained on, in the package's own unit.</param>
public readonly record struct SafetyReading(float Margin, float Value, float Support);
