namespace Forewarn.Evaluation.Reports;

/// <summary>A table for people: the console, a terminal without colors and the HTML report show the same one.</summary>
/// <param name="Columns">Heads; the first column is text, the others are numbers.</param>
/// <param name="Rows">Cells, as many as there are columns.</param>
/// <param name="Note">What a reader must know to read it right; may be empty.</param>
public sealed record ReportTable(
    string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, string Note = "");
