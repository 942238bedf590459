using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Simulation.Tasks.Cup;

/// <summary>Plays the fallbacks in simulation and says whether the mug survives any of them.</summary>
public static class CupFallbacks
{
    /// <summary>Rows after which everything is at rest: 2 s, of which the way up takes at most 0.8.</summary>
    public const int Rows = 20;

    private const int OpeningRows = 2;

    /// <summary>Upward speed, m a row, and the height where it ends, m.</summary>
    private const double Rise = 0.03, Clear = 0.22;

    /// <summary>All fallbacks, in the order of every list by fallback.</summary>
    public static IReadOnlyList<CupFallback> All { get; } = Enum.GetValues<CupFallback>();

    /// <summary>The fallback as plan rows <c>[Rows, 5]</c> from the commanded tool target: its own feedback is none.</summary>
    public static float[] Plan(CupFallback fallback, CupEnvironment environment)
    {
        var c = environment.Command;
        int width = ArmTask.PlanSpec.Width, wait = fallback == CupFallback.OpenAndRetract ? OpeningRows : 0;
        var plan = new float[Rows * width];
        for (int t = 0; t < Rows; t++)
        {
            double rise = fallback == CupFallback.Hold ? 0 : Rise * Math.Max(0, t + 1 - wait);
            double z = Math.Max(c.Z, Math.Min(Clear, c.Z + rise));
            double opening = fallback == CupFallback.OpenAndRetract ? ArmTask.MaxWidth : c.Width;
            float[] row = [(float)c.X, (float)c.Y, (float)z, (float)c.Yaw, (float)opening];
            row.CopyTo(plan, t * width);
        }
        return plan;
    }

    /// <summary>Plays every fallback from the present state and comes back to it.</summary>
    public static CupDoom Judge(CupEnvironment environment)
    {
        byte[] here = environment.SaveState();
        return new(IsOver(environment), [.. All.Select(fallback => Tips(environment, fallback, here))]);
    }

    /// <summary>As <see cref="CupDoom.Lost"/>, but plays no more fallbacks than it takes.</summary>
    public static bool IsLost(CupEnvironment environment)
    {
        if (IsOver(environment)) return true;
        byte[] here = environment.SaveState();
        return All.All(fallback => Tips(environment, fallback, here));
    }

    private static bool Tips(CupEnvironment environment, CupFallback fallback, byte[] here)
    {
        bool over = IsOver(environment);
        PlanExecutor.Rows(environment, Plan(fallback, environment), _ => !(over |= IsOver(environment)));
        environment.LoadState(here);
        return over;
    }

    private static bool IsOver(CupEnvironment environment) => environment.MugTilt > CupTask.TippedAngle;
}
