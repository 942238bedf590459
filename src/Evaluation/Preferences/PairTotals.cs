namespace Forewarn.Evaluation.Preferences;

/// <summary>What a collection holds.</summary>
/// <param name="Scenes">Scenes that were played.</param>
/// <param name="Labeled">Pairs that were labeled, ties included.</param>
/// <param name="Kept">Records in the file.</param>
public sealed record PairTotals(int Scenes, int Labeled, int Ties, int Kept);
