namespace Forewarn.Evaluation.Reports;

/// <summary>One slice of a level-set picture, in true proportions.</summary>
public sealed record LevelPanel(string Title, IReadOnlyList<LevelCurve> Curves);
