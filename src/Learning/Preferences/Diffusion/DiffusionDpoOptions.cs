namespace Forewarn.Learning.Preferences;

/// <summary>Settings of Diffusion-DPO.</summary>
public sealed record DiffusionDpoOptions
{
    /// <summary>
    /// Factor on the noise errors, which are means over the D numbers of a plan; the chain's length and each level's weight are
    /// folded in, so it is not DPO's beta but hundreds of times that. A smaller one moves further and leaves what the policy knows sooner.
    /// </summary>
    public double Beta { get; init; } = 200;

    /// <summary>What a noise level weighs.</summary>
    public DiffusionDpoWeight Weight { get; init; } = DiffusionDpoWeight.Training;

    /// <summary>Pairs per update.</summary>
    public int Batch { get; init; } = 64;
}
