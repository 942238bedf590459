namespace Forewarn.Evaluation.Reports;

/// <summary>Where a function has one value, as lines in the plane.</summary>
/// <param name="Lines">Points of every line; one whose ends meet is closed.</param>
/// <param name="Style">How it is drawn.</param>
public sealed record LevelCurve(string Label, LevelStyle Style, IReadOnlyList<IReadOnlyList<(double X, double Y)>> Lines);
