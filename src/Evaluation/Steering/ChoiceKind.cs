namespace Forewarn.Evaluation.Steering;

/// <summary>What a selector decided.</summary>
public enum ChoiceKind
{
    Execute,
    /// <summary>Would ask the person; the best-scored plan is what executing anyway would give.</summary>
    Ask,
    /// <summary>None of the plans suits: nothing is executed, which fulfils no wish.</summary>
    None,
    /// <summary>The wish could not be read.</summary>
    Unreadable,
}
