using Forewarn.Core;
using Parquet;
using Parquet.Meta;
using Parquet.Schema;

namespace Forewarn.Recording.LeRobot.Tables;

/// <summary>Reads one parquet file column by column. Whatever is wrong with its bytes is one <see cref="ForewarnException"/>.</summary>
internal sealed class ParquetTableReader : IDisposable
{
    // What a column chunk may claim to hold: run lengths make few bytes into many values, but not without end.
    private const long AlwaysAllowed = 4 << 20, PerByte = 4096;

    private readonly string _path;
    private readonly ReadBudgetStream _stream;
    private readonly ParquetReader _reader;
    private readonly Dictionary<string, Field> _fields;

    private ParquetTableReader(string path, ReadBudgetStream stream, ParquetReader reader)
    {
        (_path, _stream, _reader) = (path, stream, reader);
        _fields = reader.Schema.Fields.ToDictionary(f => f.Name);
        Groups = reader.RowGroupCount;
    }

    /// <summary>Row groups.</summary>
    public int Groups { get; }

    public IReadOnlyCollection<string> Columns => _fields.Keys;

    /// <exception cref="ForewarnException">No such file, or no parquet in it.</exception>
    public static ParquetTableReader Open(string path)
    {
        ReadBudgetStream? stream = null;
        try
        {
            stream = new ReadBudgetStream(File.OpenRead(path));
            FooterCheck.Require(stream);
            return new(path, stream, ParquetReader.CreateAsync(stream).GetAwaiter().GetResult());
        }
        catch (Exception fault) when (fault is not ForewarnException)
        {
            stream?.Dispose();
            throw LeRobotFaults.Damaged(path, $"no readable table ({Reason(fault)})", "a complete parquet file", fault);
        }
    }

    /// <summary>Rows of a group, as the footer claims.</summary>
    public int Rows(int group)
    {
        long rows = _reader.RowGroups[group].RowCount;
        if (rows < 0 || rows > int.MaxValue) throw LeRobotFaults.Damaged(_path, $"{rows} rows in a group", $"{int.MaxValue} at most");
        return (int)rows;
    }

    public bool Has(string column) => _fields.ContainsKey(column);

    /// <summary>A column of one row group, <c>[rows × width]</c> in the column's element type.</summary>
    /// <exception cref="ForewarnException">The column is missing, of another shape or type, has holes, or is damaged.</exception>
    public Array Read(int group, TableColumn column)
    {
        if (!_fields.TryGetValue(column.Name, out var field))
            throw LeRobotFaults.Damaged(_path, $"no column '{column.Name}'", $"it among {string.Join(", ", _fields.Keys)}");
        try
        {
            _stream.Renew();
            return new ColumnRead(_reader.RowGroups[group], column, Rows(group)).Run(field, Claim);
        }
        catch (Exception fault) when (fault is not ForewarnException)
        {
            throw LeRobotFaults.Damaged(_path, $"column '{column.Name}' that cannot be read ({Reason(fault)})",
                $"{column.Element.Name} [{string.Join(", ", column.Shape)}] in every row", fault);
        }
    }

    public void Dispose()
    {
        _reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _stream.Dispose();
    }

    /// <summary>How many values a column chunk holds, if its bytes make that believable.</summary>
    private int Claim(ParquetRowGroupReader group, DataField leaf)
    {
        var chunk = group.GetMetadata(leaf)?.MetaData ?? throw new InvalidDataException($"no chunk for '{leaf.Path}'");
        // Such pages are rare: Arrow, and with it LeRobot, writes version 1 unless told otherwise.
        if (leaf.MaxRepetitionLevel > 0 && chunk.EncodingStats?.Any(s => s.PageType == PageType.DATA_PAGE_V2) == true)
            throw new InvalidDataException("lists in data pages of version 2; version 1 is read here");
        long bytes = Math.Clamp(chunk.TotalCompressedSize, 0, _stream.Length);
        if (chunk.NumValues < 0 || chunk.NumValues > Math.Max(AlwaysAllowed, bytes * PerByte) || chunk.NumValues > Array.MaxLength)
            throw new InvalidDataException($"{chunk.NumValues} values in {bytes} bytes");
        return (int)chunk.NumValues;
    }

    private static string Reason(Exception fault) =>
        fault is OutOfMemoryException ? "a size beyond memory" : fault.Message.ReplaceLineEndings(" ").TrimEnd('.');
}
