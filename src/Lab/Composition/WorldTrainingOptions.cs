using Forewarn.Learning.Training;
using Forewarn.Learning.WorldModels;

namespace Forewarn.Lab.Composition;

/// <summary>A whole world-model training.</summary>
internal sealed record WorldTrainingOptions
{
    public RssmOptions Model { get; init; } = new();

    public WorldModelOptions WorldModel { get; init; } = new();

    public TrainingOptions Training { get; init; } = WorldModelTraining.Defaults;
}
