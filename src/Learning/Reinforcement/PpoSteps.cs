using Forewarn.Learning.Nets;

namespace Forewarn.Learning.Reinforcement;

/// <summary>The optimizers of the three parts.</summary>
internal sealed record PpoSteps(FlatAdam Actor, FlatAdam LogStd, FlatAdam Critic);
