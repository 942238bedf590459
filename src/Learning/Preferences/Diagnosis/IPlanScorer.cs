namespace Forewarn.Learning.Preferences.Diagnosis;

/// <summary>Scores standardized plans; only differences mean anything, and <c>σ(difference)</c> is the probability to be preferred.</summary>
public interface IPlanScorer
{
    double Score(double[] plan);
}
