using System.Text;

namespace Forewarn.Evaluation.Reports;

/// <summary>Renders a table as aligned plain text.</summary>
public static class PlainTable
{
    public static string Render(ReportTable table)
    {
        var widths = Enumerable.Range(0, table.Columns.Count)
            .Select(c => table.Rows.Select(r => r[c].Length).Append(table.Columns[c].Length).Max()).ToArray();
        var text = new StringBuilder();
        text.Append(table.Title).Append('\n');
        Line(table.Columns);
        text.Append(string.Join("  ", widths.Select(w => new string('-', w)))).Append('\n');
        foreach (var row in table.Rows) Line(row);
        if (table.Note.Length > 0) text.Append(table.Note).Append('\n');
        return text.ToString();

        void Line(IReadOnlyList<string> cells)
        {
            var padded = cells.Select((cell, c) => c == 0 ? cell.PadRight(widths[c]) : cell.PadLeft(widths[c]));
            text.Append(string.Join("  ", padded).TrimEnd()).Append('\n');
        }
    }
}
