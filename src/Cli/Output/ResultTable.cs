using Spectre.Console;

namespace Forewarn.Cli.Output;

/// <summary>Rows of a result: a table on a terminal; when piped, aligned lines that are neither wrapped nor padded.</summary>
public sealed class ResultTable(params IReadOnlyList<string> columns)
{
    private readonly List<(Color Color, string[] Cells)> _rows = [];

    /// <param name="color">Color of the first cell.</param>
    public void Add(Color color, params string[] cells) => _rows.Add((color, cells));

    public void Show(Terminal terminal)
    {
        if (terminal.IsLive) ShowLive(terminal.Console);
        else ShowPlain(terminal.Out);
    }

    private void ShowLive(IAnsiConsole console)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns([.. columns]);
        foreach (var (color, cells) in _rows)
        {
            table.AddRow([new Text(cells[0], new Style(color)), .. cells.Skip(1).Select(cell => new Text(cell))]);
        }

        console.Write(table);
    }

    private void ShowPlain(TextWriter output)
    {
        string[][] lines = [[.. columns], .. _rows.Select(row => row.Cells)];
        int[] widths = [.. columns.Select((_, i) => lines.Max(cells => cells[i].Length))];
        foreach (string[] cells in lines)
        {
            output.WriteLine(string.Join("  ", cells.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
        }
    }
}
