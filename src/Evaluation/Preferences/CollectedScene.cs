namespace Forewarn.Evaluation.Preferences;

/// <summary>What one scene added to a file, so that a killed collection goes on where it stopped.</summary>
/// <param name="Labeled">Pairs that were labeled, ties included: the labels that were paid for.</param>
/// <param name="Kept">Records that were written.</param>
/// <param name="Left">Pairs that the budget no longer reached.</param>
public sealed record CollectedScene(int Scene, int Labeled, int Ties, int Kept, int Left);
