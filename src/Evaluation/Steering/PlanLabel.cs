namespace Forewarn.Evaluation.Steering;

/// <summary>What a plan did, or what a narration says that it will do.</summary>
/// <param name="Mode">Finest name, for example <c>rim-left</c>.</param>
/// <param name="Outcome">
/// Family name, for example <c>rim</c>; equal to <paramref name="Mode"/> where there is nothing finer.
/// </param>
public sealed record PlanLabel(string Mode, string Outcome)
{
    /// <summary>True when <paramref name="name"/> is the mode or its family.</summary>
    public bool Is(string name) => name == Mode || name == Outcome;
}
