namespace Forewarn.Learning.Verifiers;

/// <summary>What a position is taught to know on the way up, beside what it says at the top.</summary>
public enum MeaningHead
{
    /// <summary>Behind a wish: what it demands. A third of the way up.</summary>
    Wish,
    /// <summary>Behind a narration: what it says. A third of the way up.</summary>
    Plan,
    /// <summary>Behind an option of a choice: whether it fits the wish, in what, and its letter. Two thirds of the way up.</summary>
    Option,
}
