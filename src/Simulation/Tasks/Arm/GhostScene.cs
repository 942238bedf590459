using Forewarn.Core;

namespace Forewarn.Simulation.Tasks.Arm;

/// <summary>Where an object might have stood instead: a plan that is right there misses the real one, and looks like any other plan.</summary>
internal static class GhostScene
{
    private const int Attempts = 200;

    /// <summary>A pose from the task's own range whose plan stays clear of the real object; the farthest of many where none does.</summary>
    /// <param name="gap">Distance between the plan for a pose and the real object, m.</param>
    /// <param name="clear">Gap that is enough, m.</param>
    public static (double X, double Y, double Yaw) Clear(SceneOptions scenes, (double X, double Y, double Yaw) real,
        Func<(double X, double Y, double Yaw), double> gap, double clear, SeedStream seed)
    {
        var best = real;
        double bestGap = double.MinValue;
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            var ghost = (X: scenes.ObjectX + seed.Uniform(-scenes.RangeX, scenes.RangeX),
                Y: scenes.ObjectY + seed.Uniform(-scenes.RangeY, scenes.RangeY), Yaw: seed.Uniform(-scenes.RangeYaw, scenes.RangeYaw));
            double found = gap(ghost);
            if (found > clear) return ghost;
            if (found > bestGap) (best, bestGap) = (ghost, found);
        }
        return best;
    }
}
