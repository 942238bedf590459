using Forewarn.Core;

namespace Forewarn.Learning.Training;

/// <summary>
/// What is trained: a network and a loss. The loop (<see cref="TrainingRun"/>) owns optimizer, clipping, schedule,
/// moving average, logging and checkpoints.
/// </summary>
public interface ITrainingTask
{
    ParameterStore Parameters { get; }

    /// <summary>Zeroes the gradients, runs forward and backward of one batch; never touches the parameters.</summary>
    /// <param name="step">Number of updates done before this one.</param>
    /// <param name="seed">The only source of randomness besides torch's generator, which the loop seeds per
    /// step.</param>
    /// <returns>Named figures of this batch; the loop logs their means.</returns>
    IReadOnlyDictionary<string, double> Step(long step, SeedStream seed);

    /// <summary>Held-out figures of the present parameters (the moving average when there is one).</summary>
    IReadOnlyDictionary<string, double> Evaluate();

    /// <summary>Factor on the scheduled learning rate, for tasks with stages.</summary>
    double LearningRateScale(long step) => 1;

    /// <summary>Whether a checkpoint of the parameters alone is enough to go on from here; the loop waits until it is.</summary>
    bool CanPause => true;

    /// <summary>Whether more updates would do no good: the run ends before its last step, and counts as finished.</summary>
    bool IsDone => false;
}
