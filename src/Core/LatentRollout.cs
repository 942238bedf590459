namespace Forewarn.Core;

/// <summary>Imagined states of <c>K</c> plans, and how far the world model's members disagree.</summary>
/// <param name="Values"><c>[K, H, Z]</c>, row-major.</param>
/// <param name="Disagreement"><c>[K, H]</c>, root-mean-square spread of the ensemble's next-state means.</param>
/// <param name="Count"><c>K</c>.</param>
/// <param name="Steps"><c>H</c>.</param>
/// <param name="Size"><c>Z</c>.</param>
public sealed record LatentRollout(float[] Values, float[] Disagreement, int Count, int Steps, int Size)
{
    /// <summary>States of plan <paramref name="mode"/>, <c>[H, Z]</c>.</summary>
    public ReadOnlySpan<float> Mode(int mode) => Values.AsSpan(mode * Steps * Size, Steps * Size);
}
