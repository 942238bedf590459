using Forewarn.Simulation.Tasks.Cup;

namespace Forewarn.Learning.Constraints.Latent;

/// <summary>The cup task's failure margin: how far the mug is from being tipped over.</summary>
public static class CupTiltMargin
{
    /// <summary>Name of this margin in signatures; another scale or threshold is another name.</summary>
    public const string Name = "cup-tilt/1";

    /// <summary>Tilt over which the margin goes from sure to even, rad.</summary>
    private const double Scale = 0.35;

    /// <summary><c>l = tanh((60 deg - tilt) / 0.35)</c>: 0.995 upright, 0 at the threshold, -0.9 lying.</summary>
    /// <param name="tilt">rad.</param>
    public static double Of(double tilt) => Math.Tanh((CupTask.TippedAngle - tilt) / Scale);
}
