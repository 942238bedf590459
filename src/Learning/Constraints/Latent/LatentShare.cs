namespace Forewarn.Learning.Constraints.Latent;

/// <summary>What an episode is for.</summary>
public enum LatentShare
{
    Training,
    /// <summary>Sets the levels; never trained on.</summary>
    Calibration,
    /// <summary>Says how good the calibrated levels are; neither trained nor calibrated on.</summary>
    Test,
}
