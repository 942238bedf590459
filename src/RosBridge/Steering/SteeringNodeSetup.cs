using Forewarn.Core;

namespace Forewarn.RosBridge;

/// <summary>What a steering node is made of besides its ROS node.</summary>
/// <param name="LoadModels">Loads and checks the models; called when the node is configured.</param>
/// <param name="Options">Defaults of the parameters.</param>
/// <param name="Topics">Defaults of the topics.</param>
/// <param name="RobotFile">Default path of the robot's URDF.</param>
/// <param name="Log">Gets every decision.</param>
/// <param name="OwnsTickThread">False when the caller calls <see cref="SteeringNode.Step"/>, as under a simulated clock.</param>
public sealed record SteeringNodeSetup(
    Func<SteeringNodeOptions, INodeModels> LoadModels, SteeringNodeOptions Options, SteeringTopicNames Topics, string RobotFile,
    IDecisionLog Log, bool OwnsTickThread = true)
{
    /// <summary>The whole configuration of a session as text, for recordings; empty where nobody replays.</summary>
    public Func<SteeringNodeOptions, string> Config { get; init; } = _ => "";

    /// <summary>Further parts of <c>/diagnostics</c>, by name; called on the executor's thread.</summary>
    public IReadOnlyDictionary<string, Action<DiagnosticEntry>> Diagnostics { get; init; } = new Dictionary<string, Action<DiagnosticEntry>>();
}
