namespace Forewarn.Learning.Reinforcement;

/// <summary>
/// A bonus that guides the search without being part of the reward: an on-policy optimizer adds it after it has scaled the rewards.
/// </summary>
public interface IRewardShaping
{
    /// <summary>Writes the bonus of every row, <c>[B]</c>.</summary>
    /// <param name="batch">
    /// A whole roll-out, time-major: row <c>t N + i</c> is step t of environment i. <see cref="TransitionBatch.Continues"/> is 0 where
    /// the next state is terminal.
    /// </param>
    /// <param name="starts">1 where the row's state is the first of its episode, <c>[B]</c>.</param>
    void Shaping(TransitionBatch batch, ReadOnlySpan<float> starts, Span<float> added);
}
