using Forewarn.Learning.InverseRl;

namespace Forewarn.Learning.Imitation.Runs;

/// <summary>How a slice of a run ended.</summary>
/// <param name="Steps">Learning steps since the start of the run.</param>
/// <param name="Finished">False when the time limit or a cancellation came first; resume to go on.</param>
/// <param name="Evaluations">Every look at the policy since the start of the run.</param>
/// <param name="Checkpoint">Path of the last checkpoint.</param>
public sealed record PolicyTrainingResult(long Steps, bool Finished, IReadOnlyList<IrlEvaluation> Evaluations, string Checkpoint);
