namespace Forewarn.Evaluation.Steering;

/// <summary>A film strip on disk.</summary>
/// <param name="File">File name in the run folder's <c>figures</c>.</param>
/// <param name="Narration">What was said about the plan.</param>
/// <param name="Truth">What it did.</param>
public sealed record FilmRow(string File, string Narration, string Truth);
