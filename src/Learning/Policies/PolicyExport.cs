using Forewarn.Core;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Cup;

namespace Forewarn.Learning.Policies;

/// <summary>What a policy package says about itself besides its weights.</summary>
public sealed record PolicyExport
{
    /// <summary>Name of the package and of its folder.</summary>
    public string Name { get; init; } = "cup-policy";

    /// <summary>Names of the proprioception <c>[S]</c> that the graph accepts (and does not read).</summary>
    public IReadOnlyList<string> State { get; init; } = ArmTask.StateNames;

    /// <summary>Width <c>S</c> of the proprioception.</summary>
    public int StateSize => State.Count;

    /// <summary>Demonstrations the policy was trained on.</summary>
    public required int Demonstrations { get; init; }

    /// <summary>Scenes with pose labels the eye was pretrained on.</summary>
    public required int PretrainingScenes { get; init; }

    public required TrainingProvenance Training { get; init; }

    /// <summary>Held-out figures for the manifest and the model card.</summary>
    public IReadOnlyDictionary<string, MetricInterval> Metrics { get; init; } = new Dictionary<string, MetricInterval>();
}
