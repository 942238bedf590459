namespace Forewarn.Recording.LeRobot.Checking;

/// <summary>Outcome of a check.</summary>
/// <param name="Folder">The data set.</param>
/// <param name="Episodes">Episodes looked at.</param>
/// <param name="Frames">Frames looked at.</param>
/// <param name="Faults">What is wrong; empty for a sound data set.</param>
/// <param name="NotChecked">Features that cannot be read here: videos and unknown dtypes.</param>
public sealed record LeRobotCheckReport(
    string Folder, int Episodes, long Frames, IReadOnlyList<LeRobotFault> Faults, IReadOnlyList<string> NotChecked)
{
    public bool IsSound => Faults.Count == 0;
}
