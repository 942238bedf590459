namespace Forewarn.Learning.Preferences.Roads;

/// <summary>The reward that direct preference optimization fits: <c>β ln π/π_ref</c>.</summary>
public sealed class ImplicitDpoReward : IRewardModel
{
    public ImplicitDpoReward(
        RoadsWorld world, IPolicyClass policies, IReadOnlyList<RoadsPair> pairs, double beta, double ridge, double tolerance = 1e-13)
    {
        Name = $"implicit, {policies.Name}";
        LogPolicy = policies.LogProbs(DpoFit.Solve(world, policies, pairs, beta, ridge, tolerance: tolerance));
        Scores = DpoFit.Implicit(world, LogPolicy, beta);
    }

    public string Name { get; }

    public double[] Scores { get; }

    /// <summary>ln π of the fitted policy <c>[P · Y]</c>.</summary>
    public double[] LogPolicy { get; }
}
