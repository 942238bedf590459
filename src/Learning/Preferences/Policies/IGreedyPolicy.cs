namespace Forewarn.Learning.Preferences;

/// <summary>A policy with a most likely (or mean) answer, which ReMax takes as its baseline.</summary>
public interface IGreedyPolicy : IPreferencePolicy
{
    /// <returns>One sample per prompt, under the present weights.</returns>
    SampleBatch Greedy(IReadOnlyList<int> prompts);
}
