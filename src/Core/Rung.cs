namespace Forewarn.Core;

/// <summary>Level of the degradation ladder that produced a decision, best first.</summary>
public enum Rung
{
    Steered,
    CachedNarration,
    CheapVerifier,
    HeaviestSafeMode,
    Hold,
    Stop,
}
