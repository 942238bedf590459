namespace Forewarn.Simulation.MuJoCo;

/// <summary>How much work goes into a picture.</summary>
public enum RenderQuality
{
    /// <summary>No shadows, coarse curved surfaces: five to ten times faster, the choice for datasets.</summary>
    Fast,
    /// <summary>What the scene file asks for in <c>visual/quality</c>.</summary>
    Scene,
}
