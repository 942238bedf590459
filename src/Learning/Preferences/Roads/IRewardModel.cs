namespace Forewarn.Learning.Preferences.Roads;

/// <summary>What scores answers after a Bradley-Terry fit: a scorer, a policy, or a policy against its reference.</summary>
public interface IRewardModel
{
    string Name { get; }

    /// <summary><c>[P · Y]</c>; a shift of all answers to a prompt means nothing.</summary>
    double[] Scores { get; }
}
