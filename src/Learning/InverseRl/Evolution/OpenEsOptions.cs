using Forewarn.Core;

namespace Forewarn.Learning.InverseRl.Evolution;

/// <summary>Numbers of <see cref="OpenEs"/>; the defaults are those of EvIL (Sapora et al. 2024, hopper and walker).</summary>
public sealed record OpenEsOptions
{
    private static readonly SettingCheck Check = new("Correct the options of the evolution strategy.");

    /// <summary>N, even: members come in pairs.</summary>
    public int Population { get; init; } = 64;

    /// <summary>Standard deviation of the perturbations.</summary>
    public double Sigma { get; init; } = 0.03;

    /// <summary>Factor on sigma per generation; published runs keep it at 1.</summary>
    public double SigmaDecay { get; init; } = 1;

    /// <summary>Sigma never falls below this.</summary>
    public double SigmaFloor { get; init; } = 0.01;

    /// <summary>Of Adam on the mean. Published: .002 for hopper and walker, .001 for ant and humanoid.</summary>
    public double LearningRate { get; init; } = 0.002;

    /// <summary>Published: 600.</summary>
    public int Generations { get; init; } = 600;

    /// <summary>Threads that evaluate members; the results do not depend on it.</summary>
    public int Workers { get; init; } = 1;

    public ulong Seed { get; init; } = 1;

    /// <exception cref="ForewarnException">A number is out of range.</exception>
    public void Validate()
    {
        Check.Require(Population >= 2 && Population % 2 == 0, "population", Population, "an even number of at least 2");
        Check.Require(Sigma > 0 && double.IsFinite(Sigma), "sigma", Sigma, "a positive number");
        Check.Require(SigmaDecay is > 0 and <= 1, "sigma_decay", SigmaDecay, "above 0, at most 1");
        Check.Require(SigmaFloor >= 0 && SigmaFloor <= Sigma, "sigma_floor", SigmaFloor, $"0 to sigma, {Sigma:R}");
        Check.Require(LearningRate > 0 && double.IsFinite(LearningRate), "learning_rate", LearningRate, "a positive number");
        Check.Require(Generations > 0, "generations", Generations, "at least 1");
        Check.Require(Workers > 0, "workers", Workers, "at least 1");
    }
}
