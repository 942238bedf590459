namespace Forewarn.Learning.InverseRl.Evolution;

/// <summary>What one generation of an evolution strategy showed.</summary>
/// <param name="Number">Generations before it.</param>
/// <param name="Fitness">Of every member: both of pair 0, both of pair 1, and so on.</param>
/// <param name="StepNorm">Euclidean length of the mean's step.</param>
public sealed record Generation(long Number, IReadOnlyList<double> Fitness, double StepNorm)
{
    /// <summary>Figures for a log.</summary>
    public IReadOnlyDictionary<string, double> Figures => new Dictionary<string, double>
    {
        ["fitness/mean"] = Fitness.Average(), ["fitness/best"] = Fitness.Max(), ["fitness/worst"] = Fitness.Min(), ["step_norm"] = StepNorm,
    };
}
