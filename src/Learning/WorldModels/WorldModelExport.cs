using Forewarn.Core;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Cup;

namespace Forewarn.Learning.WorldModels;

/// <summary>What a world-model package says about itself besides its weights.</summary>
public sealed record WorldModelExport
{
    /// <summary>Name of the package and of its folder.</summary>
    public string Name { get; init; } = "cup-world";

    /// <summary>Representation of the plans the model imagines.</summary>
    public ActionSpec Action { get; init; } = ArmTask.PlanSpec;

    /// <summary>Names of the proprioception that the model reads.</summary>
    public IReadOnlyList<string> State { get; init; } = ArmTask.StateNames;

    /// <summary>Episodes the model was trained on.</summary>
    public required int Episodes { get; init; }

    /// <summary>Updates done.</summary>
    public required long Updates { get; init; }

    public required TrainingProvenance Training { get; init; }

    /// <summary>Held-out figures for the manifest and the model card.</summary>
    public IReadOnlyDictionary<string, MetricInterval> Metrics { get; init; } =
        new Dictionary<string, MetricInterval>();
}
