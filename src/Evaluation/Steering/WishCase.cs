namespace Forewarn.Evaluation.Steering;

/// <summary>
/// A wish with the outcomes that fulfil it. The names are for scoring only; FOREWARN reads nothing but the text.
/// </summary>
/// <param name="Accept">Modes or families that fulfil the wish.</param>
/// <param name="Reject">Modes or families that the wish rules out, also when a family above is accepted.</param>
/// <param name="Group">
/// What is averaged together, for example <c>trained</c>, <c>unseen phrasing</c>, <c>unseen fact</c>.
/// </param>
/// <param name="Neutral">
/// States no preference: nothing is scored, it only shows which modes are chosen then. May accept nothing.
/// </param>
/// <param name="Open">
/// Leaves unsaid which of the accepted ways is meant: a person has one of them in mind. Otherwise any accepted way is right.
/// </param>
public sealed record WishCase(string Text, string[] Accept, string[] Reject, string Group, bool Neutral = false, bool Open = false)
{
    public bool Fulfilled(PlanLabel label) => Accept.Any(label.Is) && !Rejected(label);

    public bool Rejected(PlanLabel label) => Reject.Any(label.Is);

    /// <summary>Identity of the case, for comparing runs.</summary>
    public override string ToString() =>
        $"{Group}: \"{Text}\" +{string.Join('+', Accept)} -{string.Join('-', Reject)}{(Neutral ? " neutral" : "")}{(Open ? " open" : "")}";

    /// <summary>Whether it states a preference that exactly one mode or family fulfills.</summary>
    public bool HasOneMode() => Accept.Length == 1 && !Neutral;
}
