using Forewarn.Messages.TrajectoryMsgs;

namespace Forewarn.RosBridge;

/// <summary>Joints that follow trajectories, as an action server sees them.</summary>
public interface ITrajectoryTarget
{
    /// <summary>Names <c>[C]</c>.</summary>
    IReadOnlyList<string> Joints { get; }

    /// <summary>Whether each joint <c>[C]</c> must arrive; fingers need not.</summary>
    IReadOnlyList<bool> Tracked { get; }

    /// <summary>The robot's own time, s.</summary>
    double Now { get; }

    /// <summary>Why a trajectory cannot be followed, or null.</summary>
    string? Refusal(JointTrajectory trajectory);

    /// <summary>Begins a trajectory.</summary>
    /// <returns>How long it takes, s.</returns>
    double Follow(JointTrajectory trajectory);

    /// <summary>Stays where it is.</summary>
    void HoldNow();

    /// <summary>Where the joints should be and where they are, <c>[C]</c> each.</summary>
    void Read(Span<double> desired, Span<double> actual);
}
