namespace Forewarn.Learning.Preferences.Diagnosis;

/// <summary>Scores standardized plans; <c>σ</c> of a difference is the probability to be preferred.</summary>
public interface IPlanScorer
{
    double Score(double[] plan);
}
