namespace Forewarn.Core;

/// <summary>
/// How near a plan comes to where failure is inevitable. States are numbered from 1, the first imagined one; a step of 0 means that
/// there is none.
/// </summary>
/// <param name="LeastValue">Smallest <c>V(z)</c> up to the next decision; NaN when nothing was imagined.</param>
/// <param name="LeastStep">State of the smallest value, or of the first number that is not finite.</param>
/// <param name="LeastMargin">Smallest margin <c>l(z)</c> up to the next decision.</param>
/// <param name="FailingStep">First state that a check of the failure set alone refuses.</param>
/// <param name="UnsupportedStep">First state that lies outside of what the guard was trained on.</param>
/// <param name="Steps">States looked at, <c>m</c>: those executed before the next decision.</param>
public readonly record struct SafetyTrace(
    PlanHazard Hazard, float LeastValue, int LeastStep, float LeastMargin, int FailingStep, int UnsupportedStep, int Steps)
{
    /// <summary>The trace of a plan of which nothing was imagined.</summary>
    public static SafetyTrace Unimagined { get; } = new(PlanHazard.Unjudged, float.NaN, 0, float.NaN, 0, 0, 0);

    /// <summary>Whether a check of the failure set alone would have let the plan pass.</summary>
    public bool FailureCheckAccepts => Steps > 0 && FailingStep == 0 && float.IsFinite(LeastMargin);
}
