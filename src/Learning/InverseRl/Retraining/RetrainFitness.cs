using Forewarn.Core;
using Forewarn.Learning.InverseRl.Evolution;
using Forewarn.Learning.InverseRl.Shaping;
using Forewarn.Learning.Reinforcement;

namespace Forewarn.Learning.InverseRl.Retraining;

/// <summary>
/// EvIL's fitness (Sapora et al. 2024): how fast a fresh optimizer learns with a potential, judged without it. The final policy is not
/// needed, so give a test without evaluation episodes.
/// </summary>
/// <param name="Test">A short training.</param>
/// <param name="Reward">Makes a copy of the frozen reward for one evaluation.</param>
/// <param name="Potential">Gives the potential its form; its own parameters do not count.</param>
/// <param name="Gamma">The optimizer's discount.</param>
public sealed record RetrainFitness(RetrainTest Test, Func<IRewardModel> Reward, IPotential Potential, double Gamma) : IFitness
{
    public ShapingForm Form { get; init; } = ShapingForm.Invariant;

    public RetrainMeasure Measure { get; init; } = RetrainMeasure.LearnedArea;

    public double Of(ReadOnlySpan<float> values, SeedStream seed)
    {
        var potential = Potential.Copy();
        values.CopyTo(potential.Parameters);
        return Test.Run(Reward(), new PotentialShaping(potential, Gamma, Form), seed).Measure(Measure);
    }
}
