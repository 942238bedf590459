namespace Forewarn.Learning.Reinforcement;

/// <summary>
/// Generalized advantage estimation (Schulman et al. 2016): <c>A_t = d_t + gamma lambda A_{t+1}</c> with
/// <c>d_t = r_t + gamma V(s'_t) - V(s_t)</c>, cut where an episode ends.
/// </summary>
public static class GeneralizedAdvantage
{
    /// <param name="count">N; row <c>t N + i</c> is step t of environment i.</param>
    /// <param name="rewards"><c>[T N]</c>.</param>
    /// <param name="values">V(s), <c>[T N]</c>.</param>
    /// <param name="nextValues">V(s'), 0 where s' is terminal and the value of the last state where a time limit cut, <c>[T N]</c>.</param>
    /// <param name="ends">1 where the episode ended with the row, for either reason, <c>[T N]</c>.</param>
    /// <param name="advantages">Receives A, <c>[T N]</c>.</param>
    public static void Estimate(
        int count, ReadOnlySpan<float> rewards, ReadOnlySpan<float> values, ReadOnlySpan<float> nextValues, ReadOnlySpan<float> ends,
        double gamma, double lambda, Span<float> advantages)
    {
        float discount = (float)gamma, carry = (float)(gamma * lambda);
        for (int row = rewards.Length - 1; row >= 0; row--)
        {
            float later = row + count < rewards.Length ? advantages[row + count] : 0;
            float surprise = rewards[row] + discount * nextValues[row] - values[row];
            advantages[row] = surprise + carry * (1 - ends[row]) * later;
        }
    }
}
