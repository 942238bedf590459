using Forewarn.Core;

namespace Forewarn.Learning.Constraints.Inverse;

/// <summary>Inverse constraint learning over any number of tasks; one is single-task learning.</summary>
public sealed record InverseConstraintOptions
{
    private static readonly SettingCheck Check = new("Correct the constraint learning's options.");

    /// <summary>T, outer rounds.</summary>
    public int Rounds { get; init; } = 10;

    /// <summary>delta_0: cost per episode that the learner is allowed beyond the demonstrations' own, in the first round.</summary>
    public double FirstSlack { get; init; }

    /// <summary>What the slack loses every round, down to 0.</summary>
    public double Anneal { get; init; }

    public ConstraintFitOptions Fit { get; init; } = new();

    /// <summary>Largest estimated share of undemonstrated cells in a further demonstration, without a warning.</summary>
    public double UnseenShare { get; init; } = 0.05;

    public ulong Seed { get; init; } = 1;

    /// <summary>Slack of a round, from 0.</summary>
    public double SlackAt(int round) => Math.Max(0, FirstSlack - Anneal * round);

    /// <exception cref="ForewarnException">A number is out of range.</exception>
    public void Validate()
    {
        Fit.Validate();
        Check.Require(Rounds > 0, "rounds", Rounds, "at least 1");
        Check.Require(FirstSlack >= 0 && double.IsFinite(FirstSlack), "first_slack", FirstSlack, "0 or more");
        Check.Require(Anneal >= 0 && double.IsFinite(Anneal), "anneal", Anneal, "0 or more");
        Check.Require(UnseenShare is >= 0 and <= 1, "unseen_share", UnseenShare, "0 to 1");
    }
}
