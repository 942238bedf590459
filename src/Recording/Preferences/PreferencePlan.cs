namespace Forewarn.Recording;

/// <summary>One side of a <see cref="PreferenceRecord"/>.</summary>
/// <param name="Actions"><c>[H][D]</c>, one array per plan row, in physical units.</param>
/// <param name="Chain">Denoising chain <c>x_K … x_0</c>, each <c>[H][D]</c>; null where nobody kept it.</param>
/// <param name="Narration">What the verifier said the plan would do; null when nothing was said.</param>
public sealed record PreferencePlan(float[][] Actions, float[][][]? Chain = null, string? Narration = null)
{
    /// <summary>Index of the plan among the modes of its decision; null for a plan of another origin.</summary>
    public int? Mode { get; init; }

    /// <summary>Share of the policy's samples that the plan stands for.</summary>
    public double? Mass { get; init; }

    /// <summary>
    /// Which of the plans drawn from the noise stream <c>x_K_seed</c> this is, from 0; null where nobody kept it. Its
    /// initial noise <c>x_K</c> is that row of the stream.
    /// </summary>
    public int? Sample { get; init; }

    /// <summary>What executing the plan did, for example <c>rim-left</c>; null where it was not executed.</summary>
    public string? Outcome { get; init; }
}
