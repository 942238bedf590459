namespace Forewarn.Learning.Preferences;

/// <summary>Scores samples: a simulator, a verifier, a learned reward model.</summary>
public interface ISampleReward
{
    /// <returns><c>[B]</c>, higher is better.</returns>
    double[] Score(SampleBatch samples);
}
