namespace Forewarn.Learning.Preferences.Roads;

/// <summary>A policy as scorer, without reference: <c>Σ_h ln π(y_h | x, y_&lt;h)</c>.</summary>
public sealed class LocalRewardModel : IRewardModel
{
    public LocalRewardModel(
        RoadsWorld world, IPolicyClass policies, IReadOnlyList<RoadsPair> pairs, double ridge, double tolerance = 1e-13)
    {
        Name = $"local, {policies.Name}";
        // Without a reference the implicit reward at beta 1 is ln π itself.
        var plain = world with { LogReference = new double[world.LogReference.Length] };
        Scores = policies.LogProbs(DpoFit.Solve(plain, policies, pairs, 1, ridge, tolerance: tolerance));
    }

    public string Name { get; }

    public double[] Scores { get; }
}
