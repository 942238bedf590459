namespace Forewarn.Learning.Preferences.Roads;

/// <summary>A free scorer of whole answers, which no policy needs to be able to write.</summary>
public sealed class GlobalRewardModel : IRewardModel
{
    public GlobalRewardModel(RoadsWorld world, ScorerClass scorers, IReadOnlyList<RoadsPair> pairs, double ridge)
    {
        Name = $"global, {scorers.Name}";
        Scores = RewardFit.Solve(scorers, pairs, ridge, world.Answers);
    }

    public string Name { get; }

    public double[] Scores { get; }
}
