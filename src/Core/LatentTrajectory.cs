namespace Forewarn.Core;

/// <summary>Posterior states along a history, <c>[T, Z]</c>, oldest first.</summary>
public sealed record LatentTrajectory(float[] Values, int Steps, int Size)
{
    public LatentState Last => new(Values.AsSpan((Steps - 1) * Size, Size).ToArray());
}
