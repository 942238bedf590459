namespace Forewarn.Learning.Preferences;

/// <summary>What a noise level weighs in Diffusion-DPO.</summary>
public enum DiffusionDpoWeight
{
    /// <summary>
    /// The weight of the policy's own training loss, a clamped signal-to-noise ratio: high noise, where the mode of a plan is
    /// decided, counts, and nearly clean plans do not dominate.
    /// </summary>
    Training,
    /// <summary>Errors of the noise as published, whose weight is the signal-to-noise ratio itself.</summary>
    Noise,
}
