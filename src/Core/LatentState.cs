namespace Forewarn.Core;

/// <summary>One world-model state: deterministic and stochastic part side by side, <c>[Z]</c>.</summary>
public sealed record LatentState(float[] Values)
{
    public int Size => Values.Length;
}
