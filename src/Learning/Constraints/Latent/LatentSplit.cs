namespace Forewarn.Learning.Constraints.Latent;

/// <summary>Splits whole episodes, three to train on for one to calibrate on and one to test with: states of one episode are alike.</summary>
public static class LatentSplit
{
    public static LatentShare Of(long episode) => (episode % 5) switch
    {
        3 => LatentShare.Calibration,
        4 => LatentShare.Test,
        _ => LatentShare.Training,
    };
}
