using System.Text;
using System.Text.Json;
using Forewarn.Core;

namespace Forewarn.Evaluation.Runs;

/// <summary>
/// A table that grows on disk, one JSON line per row after a head line that says what made it. A run that was killed
/// continues where it stopped; a line torn by the kill is dropped.
/// </summary>
public sealed class RowTable<TRow> : IDisposable
{
    private readonly List<TRow> _rows;
    private readonly FileStream _file;

    private RowTable(FileStream file, List<TRow> rows) => (_file, _rows) = (file, rows);

    public IReadOnlyList<TRow> Rows => _rows;

    /// <param name="identity">
    /// Whatever must be equal for rows to belong together: models, configuration, wishes.
    /// </param>
    /// <exception cref="ForewarnException">
    /// The file was made with another identity, or is damaged before its last line.
    /// </exception>
    public static RowTable<TRow> Open(string path, string identity)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            var rows = new List<TRow>();
            long good = Read(file, path, found => RequireIdentity(path, found, identity), rows);
            file.SetLength(good);
            file.Position = good;
            var table = new RowTable<TRow>(file, rows);
            if (good == 0) table.WriteLine(JsonSerializer.Serialize(new Head(identity), EvaluationJson.Line));
            return table;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads a table that some run made, without touching it.</summary>
    /// <returns>What made the rows, and the rows.</returns>
    /// <exception cref="ForewarnException">There is no such file, it is no table, or it is damaged before its last line.</exception>
    public static (string Identity, IReadOnlyList<TRow> Rows) Load(string path)
    {
        if (!File.Exists(path))
            throw ForewarnException.Of(path, "no file", "the table of a run", "Name a run folder that a study has written.", ExitCode.Usage);
        using var file = File.OpenRead(path);
        var rows = new List<TRow>();
        string? identity = null;
        Read(file, path, found => identity = found, rows);
        return (identity ?? throw ForewarnException.Of(path, "no head line", "the table of a run", "Let the study play a scene first.", ExitCode.Usage), rows);
    }

    /// <summary>Adds a row and hands it to the operating system.</summary>
    public void Append(TRow row)
    {
        WriteLine(JsonSerializer.Serialize(row, EvaluationJson.Line));
        _rows.Add(row);
    }

    public void Dispose() => _file.Dispose();

    private static long Read(FileStream file, string path, Action<string> head, List<TRow> rows)
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        long good = 0;
        for (int start = 0, number = 1; start < bytes.Length; number++)
        {
            int length = bytes.AsSpan(start).IndexOf((byte)'\n');
            if (length < 0) break;
            string line = Encoding.UTF8.GetString(bytes, start, length);
            try
            {
                if (number == 1) head(JsonSerializer.Deserialize<Head>(line, EvaluationJson.Line)!.Identity);
                else rows.Add(JsonSerializer.Deserialize<TRow>(line, EvaluationJson.Line)!);
            }
            catch (JsonException e)
            {
                throw ForewarnException.Of($"{path} line {number}", "damaged JSON", "a row of this table",
                    "Remove the file to start over.", cause: e);
            }
            start += length + 1;
            good = start;
        }
        return good;
    }

    private static void RequireIdentity(string path, string found, string wanted)
    {
        if (found == wanted) return;
        throw ForewarnException.Of(path, $"rows made with [{found}]", $"rows made with [{wanted}]",
            "Use another run folder, or the same models, configuration and wishes.", ExitCode.Usage);
    }

    private void WriteLine(string line)
    {
        _file.Write(Encoding.UTF8.GetBytes(line + "\n"));
        _file.Flush();
    }

    private sealed record Head(string Identity);
}
