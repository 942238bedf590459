using System.Net;
using System.Text;
using Forewarn.Core;
using Forewarn.Evaluation.Runs;

namespace Forewarn.Evaluation.Reports;

/// <summary>One self-contained HTML file: no network, light and dark, and no script but that of a <see cref="Player"/>.</summary>
public sealed class HtmlReport(string title, string lead)
{
    private readonly StringBuilder _body = new();

    public HtmlReport Section(string heading, string text = "")
    {
        _body.Append($"<h2>{E(heading)}</h2>\n");
        if (text.Length > 0) _body.Append($"<p>{E(text)}</p>\n");
        return this;
    }

    /// <param name="emphasis">Rows to emphasize.</param>
    public HtmlReport Table(ReportTable table, Func<IReadOnlyList<string>, bool>? emphasis = null)
    {
        Head(table, "table");
        foreach (var row in table.Rows)
        {
            _body.Append(emphasis?.Invoke(row) == true ? "<tr class=\"main\">" : "<tr>");
            foreach (var cell in row) _body.Append($"<td>{E(cell)}</td>");
            _body.Append("</tr>\n");
        }
        _body.Append("</tbody></table></div>");
        if (table.Note.Length > 0) _body.Append($"<p class=\"note\">{E(table.Note)}</p>");
        _body.Append("</figure>\n");
        return this;
    }

    /// <summary>Adds a chart whose rows are intervals in [0, 1].</summary>
    public HtmlReport Chart(string caption, IReadOnlyList<IntervalRow> rows)
    {
        _body.Append($"<figure><figcaption>{E(caption)}</figcaption>{IntervalChart.Svg(caption, rows)}</figure>\n");
        return this;
    }

    /// <summary>Adds a drawing.</summary>
    /// <param name="svg">Inline SVG of this program's making.</param>
    public HtmlReport Figure(string caption, string svg)
    {
        _body.Append($"<figure><figcaption>{E(caption)}</figcaption>{svg}</figure>\n");
        return this;
    }

    /// <summary>Counts as shaded cells; every row is shaded by its own sum.</summary>
    public HtmlReport Confusion(ReportTable table)
    {
        Head(table, "table confusion");
        foreach (var row in table.Rows)
        {
            int sum = Math.Max(1, row.Skip(1).Sum(int.Parse));
            _body.Append($"<tr><th>{E(row[0])}</th>");
            foreach (var cell in row.Skip(1))
                _body.Append($"<td style=\"--share:{100 * int.Parse(cell) / sum}%\">{E(cell)}</td>");
            _body.Append("</tr>\n");
        }
        _body.Append("</tbody></table></div></figure>\n");
        return this;
    }

    /// <summary>Adds a picture, embedded.</summary>
    public HtmlReport Picture(byte[] png, string caption)
    {
        _body.Append($"<figure><img alt=\"{E(caption)}\" src=\"data:image/png;base64,{Convert.ToBase64String(png)}\">"
            + $"<figcaption>{E(caption)}</figcaption></figure>\n");
        return this;
    }

    /// <summary>Adds something that plays: its markup, its style, and its script, which reads the data by the id <c>player-data</c>.</summary>
    /// <param name="markup">HTML of this program's making, as are style and script.</param>
    /// <param name="json">With every <c>&lt;</c> escaped, as System.Text.Json does it.</param>
    public HtmlReport Player(string markup, string style, string script, string json)
    {
        _body.Append($"<style>{style}</style>\n{markup}\n");
        _body.Append($"<script type=\"application/json\" id=\"player-data\">{json}</script>\n<script>{script}</script>\n");
        return this;
    }

    /// <summary>How the result was made.</summary>
    public HtmlReport Provenance(RunRecord run)
    {
        Section("How this was made");
        _body.Append($"<pre>{E(run.Command)}</pre><dl>");
        Item("date", run.Date);
        Item("machine", run.Machine);
        Item("evaluation seeds", string.Join(", ", run.Seeds));
        Item("scenes per seed", $"{run.Episodes}");
        foreach (var (key, value) in run.Configuration) Item(key, value);
        _body.Append("</dl>\n");
        return this;

        void Item(string key, string value) => _body.Append($"<dt>{E(key)}</dt><dd>{E(value)}</dd>");
    }

    public string Render() =>
        $"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{E(title)}</title>"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
        + $"<style>{ReportStyle.Css}</style></head><body><main>\n<h1>{E(title)}</h1>\n"
        + $"<p class=\"lead\">{E(lead)}</p>\n{_body}</main></body></html>\n";

    /// <summary>Writes the file, whole or not at all.</summary>
    /// <exception cref="ForewarnException">The file cannot be written.</exception>
    public void Save(string path) => AtomicFile.WriteText(path, Render());

    private void Head(ReportTable table, string style)
    {
        _body.Append($"<figure class=\"{style}\"><figcaption>{E(table.Title)}</figcaption><div class=\"scroll\"><table><thead><tr>");
        foreach (var head in table.Columns) _body.Append($"<th>{E(head)}</th>");
        _body.Append("</tr></thead><tbody>\n");
    }

    private static string E(string text) => WebUtility.HtmlEncode(text);
}
