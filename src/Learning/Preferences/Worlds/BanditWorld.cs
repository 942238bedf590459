using Forewarn.Core;

namespace Forewarn.Learning.Preferences.Worlds;

/// <summary>
/// A contextual bandit: finitely many prompts, a reward for every answer, a uniform reference. What KL-regularized tuning should reach is
/// known in closed form.
/// </summary>
/// <param name="Rewards">True reward of every answer, <c>[P][K]</c>.</param>
/// <param name="Beta">Weight of the KL to the reference.</param>
public sealed record BanditWorld(double[][] Rewards, double Beta)
{
    public int Prompts => Rewards.Length;

    public int Answers => Rewards[0].Length;

    /// <summary>Standard normal rewards.</summary>
    public static BanditWorld Drawn(int prompts, int answers, double beta, SeedStream seed) =>
        new([.. Enumerable.Range(0, prompts).Select(_ => Enumerable.Range(0, answers).Select(_ => seed.NextNormal()).ToArray())], beta);

    /// <summary>Every answer alike, <c>[P][K]</c>.</summary>
    public double[][] Reference() => [.. Rewards.Select(row => row.Select(_ => 1.0 / row.Length).ToArray())];

    /// <summary>Mean over prompts of <c>E r - beta KL(π || reference)</c>.</summary>
    /// <param name="policy"><c>[P][K]</c>.</param>
    public double Objective(double[][] policy) =>
        Reference().Select((reference, p) => Distribution.SoftObjective(policy[p], Rewards[p], reference, Beta)).Average();

    /// <summary>The largest objective there is.</summary>
    public double SoftOptimum() => Reference().Select((reference, p) => Distribution.SoftValue(Rewards[p], reference, Beta)).Average();

    /// <summary>The policy that reaches it, <c>reference exp(r / beta)</c> normalized, <c>[P][K]</c>.</summary>
    public double[][] SoftOptimal() =>
        [.. Reference().Select((reference, p) => Distribution.Tilted(reference, Scaled(Rewards[p], 1 / Beta)))];

    /// <summary>
    /// REBEL's step solved exactly, which is mirror descent: <c>π_next ∝ π exp(eta s)</c> on the shaped reward
    /// <c>s = r - beta ln(π / reference)</c>. Its fixed point is <see cref="SoftOptimal"/>.
    /// </summary>
    public double[][] ExactStep(double[][] policy, double eta) => [.. Reference().Select((reference, p) =>
    {
        var shaped = Rewards[p].Select((r, a) => r - Beta * Math.Log(policy[p][a] / reference[a])).ToArray();
        return Distribution.Tilted(policy[p], Scaled(shaped, eta));
    })];

    private static double[] Scaled(double[] values, double factor) => [.. values.Select(v => v * factor)];
}
