namespace Forewarn.Learning.Preferences.Roads;

/// <summary>What every experiment of the study shares.</summary>
/// <param name="Bits">m, tokens of an answer.</param>
/// <param name="Beta">Weight of the KL to the reference.</param>
/// <param name="Ridge">Weight of the gauge-invariant ridge.</param>
/// <param name="Pairs">Labeled pairs of the headline.</param>
public sealed record RoadsSettings(int Bits = 6, double Beta = 0.1, double Ridge = 1e-4, int Pairs = 400)
{
    /// <summary>Numbers of pairs of the curves.</summary>
    public IReadOnlyList<int> Counts { get; init; } = [50, 100, 200, 400, 800, 1600, 6400];

    /// <summary>J of the policy that is soft-optimal for a class's fit to these pairs.</summary>
    public double Value(RoadsWorld world, ScorerClass scorers, IReadOnlyList<RoadsPair> pairs) =>
        Value(world, RewardFit.Solve(scorers, pairs, Ridge, world.Answers));

    /// <summary>J of the policy that is soft-optimal for these scores.</summary>
    public double Value(RoadsWorld world, double[] scores) => world.Value(SoftOptimum.Of(world, scores, Beta));
}
