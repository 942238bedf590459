namespace Forewarn.Cli.Studies.OverRos;

/// <summary>One scene, one wish, steered over ROS and, for comparison, inside of one process.</summary>
/// <param name="Mode">What happened over ROS.</param>
/// <param name="ModeInProcess">What happened in one process.</param>
/// <param name="Rung">Of the decision over ROS; <c>none</c> when none came.</param>
internal sealed record OverRosRow(
    long Scene, string Wish, bool Fulfilled, bool FulfilledInProcess, string Mode, string ModeInProcess, string Rung, double DecisionMs);
