namespace Forewarn.Learning.Preferences.Diagnosis;

/// <summary>A judged pair of plans with whatever is known about it; what nobody knows is null.</summary>
/// <param name="Prompt">Names what both plans were made for; pairs of one prompt are comparable.</param>
/// <param name="Chosen">Plan numbers <c>[D]</c>, rows after one another.</param>
/// <param name="Rejected">Plan numbers <c>[D]</c>.</param>
public sealed record PlanPair(string Prompt, double[] Chosen, double[] Rejected)
{
    /// <summary>Neither is better.</summary>
    public bool Tie { get; init; }

    /// <summary>Reward of the chosen plan where one was measured.</summary>
    public double? ChosenReward { get; init; }

    public double? RejectedReward { get; init; }

    /// <summary>Log-probabilities of the chosen plan.</summary>
    public PlanLogProbs ChosenLog { get; init; } = new();

    public PlanLogProbs RejectedLog { get; init; } = new();

    /// <summary>The policy that drew the plans.</summary>
    public string PolicyId { get; init; } = "";

    public long ReplanIndex { get; init; }
}
