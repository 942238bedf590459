using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Simulation.Tasks.Fork;

/// <summary>
/// Names the mode a plan aims at by its geometry in the frame of fork or bowl. An optimistic label (a plan may aim right and fail), for
/// training diagnostics only; evaluation executes plans instead.
/// </summary>
public static class ForkPlanMode
{
    private const int ClosedRow = 23;
    private const double AcrossFork = 0.015, AlongFork = 0.016, LowestGrasp = 0.010, HighestGrasp = 0.032;
    private const double OpenWidth = 0.015, AlongBowl = 0.03, AcrossBowl = 0.055, LowestRelease = 0.055, HighestRelease = 0.15;

    /// <summary>The part of the fork at which the fingers close.</summary>
    /// <param name="plan"><c>[40, 5]</c>.</param>
    /// <param name="pose">True pose of the fork: x, y (m), yaw (rad).</param>
    /// <returns>Null when the plan belongs to no mode.</returns>
    public static string? OfPick(ReadOnlySpan<float> plan, ReadOnlySpan<float> pose)
    {
        var row = plan.Slice(ClosedRow * ArmTask.PlanSpec.Width, ArmTask.PlanSpec.Width);
        var (along, across) = ObjectFrame.Of(row, pose);
        if (Math.Abs(across) > AcrossFork || row[2] is < (float)LowestGrasp or > (float)HighestGrasp) return null;
        if (Math.Abs(along - ForkPickDemonstrator.DropStation) < AlongFork) return ForkPickLabeller.Dropped;
        foreach (var part in Enum.GetValues<ForkPart>())
            if (Math.Abs(along - ForkScene.Station(part)) < AlongFork) return ForkScene.Name(part);
        return null;
    }

    /// <summary>The part of the bowl over which the fingers open.</summary>
    /// <inheritdoc cref="OfPick"/>
    public static string? OfPlace(ReadOnlySpan<float> plan, ReadOnlySpan<float> pose)
    {
        int width = ArmTask.PlanSpec.Width, t = 0;
        while (t < ArmTask.PlanSteps - 1 && plan[t * width + 4] < OpenWidth) t++;
        var row = plan.Slice(t * width, width);
        if (row[4] < OpenWidth || row[2] < LowestRelease) return null;
        if (row[2] > HighestRelease) return ForkPlaceLabeller.Dropped;
        var (along, across) = ObjectFrame.Of(row, pose);
        if (Math.Abs(along) > AlongBowl || Math.Abs(across) > AcrossBowl) return null;
        return across > ForkPlaceDemonstrator.Lane / 2 ? ForkPlaceLabeller.Left
            : across < -ForkPlaceDemonstrator.Lane / 2 ? ForkPlaceLabeller.Right : ForkPlaceLabeller.Center;
    }
}
