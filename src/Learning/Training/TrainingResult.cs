namespace Forewarn.Learning.Training;

/// <summary>How a slice of training ended.</summary>
/// <param name="Step">Updates done since the start of the run.</param>
/// <param name="Finished">False when the time limit or a cancellation came first; resume to go on.</param>
/// <param name="Evaluation">Held-out figures at the end; empty when not finished.</param>
/// <param name="Checkpoint">Path of the last checkpoint.</param>
public sealed record TrainingResult(long Step, bool Finished, IReadOnlyDictionary<string, double> Evaluation,
    string Checkpoint);
