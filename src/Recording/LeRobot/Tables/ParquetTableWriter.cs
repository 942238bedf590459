using System.Globalization;
using Parquet;
using Parquet.Schema;

namespace Forewarn.Recording.LeRobot.Tables;

/// <summary>Writes one parquet file, row group by row group, as pyarrow would: snappy, nullable columns, lists of <c>element</c>.</summary>
internal sealed class ParquetTableWriter : IDisposable
{
    private readonly IReadOnlyList<TableColumn> _columns;
    private readonly FileStream _stream;
    private readonly ParquetSchema _schema;
    private readonly ParquetWriter _writer;
    private bool _isClosed;

    public ParquetTableWriter(string path, IReadOnlyList<TableColumn> columns, IReadOnlyDictionary<string, string>? metadata = null)
    {
        _columns = columns;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);
        _schema = new ParquetSchema([.. columns.Select(c => c.ToField())]);
        var options = new ParquetOptions { CompressionMethod = CompressionMethod.Snappy };
        _writer = ParquetWriter.CreateAsync(_schema, _stream, options).GetAwaiter().GetResult();
        if (metadata is not null) _writer.CustomMetadata = metadata;
    }

    /// <summary>Bytes so far, without the footer.</summary>
    public long Length => _stream.Position;

    /// <summary>Writes a row group.</summary>
    /// <param name="rows">How many.</param>
    /// <param name="values">One array for each column, <c>[rows × width]</c>.</param>
    public void Write(int rows, IReadOnlyList<Array> values)
    {
        using var group = _writer.CreateRowGroup();
        for (int i = 0; i < _columns.Count; i++) Write(group, rows, _columns[i], _schema.Fields[i], values[i]);
        group.CompleteValidate();
    }

    /// <summary>Writes the footer and brings all to the disk.</summary>
    public void Close()
    {
        if (_isClosed) return;
        _isClosed = true;
        _writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _stream.Flush(flushToDisk: true);
        _stream.Dispose();
    }

    /// <summary>Without <see cref="Close"/>, a file that no reader accepts is left.</summary>
    public void Dispose() => _stream.Dispose();

    private static void Write(ParquetRowGroupWriter group, int rows, TableColumn column, Field field, Array values)
    {
        if (column.IsPicture)
        {
            var fields = ((StructField)field).Fields;
            WriteAll(group, (DataField)fields[0], Array.ConvertAll((byte[][])values, b => new ReadOnlyMemory<byte>(b)), null);
            var paths = Enumerable.Range(0, rows).Select(i => $"frame-{i.ToString("D6", CultureInfo.InvariantCulture)}.png".AsMemory());
            WriteAll(group, (DataField)fields[1], paths.ToArray(), null);
            return;
        }
        var leaf = Leaf(field);
        if (column.IsTexts) WriteTexts(group, leaf, (string[][])values);
        else WriteLeaves(group, leaf, values, column.Shape.Count == 0 ? null : column.RepetitionLevels(rows));
    }

    private static void WriteTexts(ParquetRowGroupWriter group, DataField leaf, string[][] lists)
    {
        int[] repetitions = [.. lists.SelectMany(list => list.Select((_, i) => i == 0 ? 0 : 1))];
        WriteAll(group, leaf, lists.SelectMany(list => list).Select(t => t.AsMemory()).ToArray(), repetitions);
    }

    private static void WriteLeaves(ParquetRowGroupWriter group, DataField leaf, Array values, int[]? repetitions)
    {
        switch (values)
        {
            case float[] v: WriteAll(group, leaf, v, repetitions); break;
            case double[] v: WriteAll(group, leaf, v, repetitions); break;
            case bool[] v: WriteAll(group, leaf, v, repetitions); break;
            case string[] v: WriteAll(group, leaf, Array.ConvertAll(v, t => t.AsMemory()), repetitions); break;
            // An array of signed numbers also matches the type of its unsigned twin: ask for the exact one.
            default: WriteIntegers(group, leaf, values, repetitions); break;
        }
    }

    private static void WriteIntegers(ParquetRowGroupWriter group, DataField leaf, Array values, int[]? repetitions)
    {
        var type = values.GetType();
        if (type == typeof(long[])) WriteAll(group, leaf, (long[])values, repetitions);
        else if (type == typeof(int[])) WriteAll(group, leaf, (int[])values, repetitions);
        else if (type == typeof(short[])) WriteAll(group, leaf, (short[])values, repetitions);
        else if (type == typeof(sbyte[])) WriteAll(group, leaf, (sbyte[])values, repetitions);
        else if (type == typeof(ulong[])) WriteAll(group, leaf, (ulong[])values, repetitions);
        else if (type == typeof(uint[])) WriteAll(group, leaf, (uint[])values, repetitions);
        else if (type == typeof(ushort[])) WriteAll(group, leaf, (ushort[])values, repetitions);
        else WriteAll(group, leaf, (byte[])values, repetitions);
    }

    private static void WriteAll<T>(ParquetRowGroupWriter group, DataField leaf, T[] values, int[]? repetitions)
        where T : struct
    {
        var definitions = new int[values.Length];
        Array.Fill(definitions, leaf.MaxDefinitionLevel);
        ReadOnlyMemory<int>? levels = repetitions is null ? null : (ReadOnlyMemory<int>?)repetitions;
        group.WriteAllPartsAsync<T>(leaf, values, definitions, levels, default).GetAwaiter().GetResult();
    }

    private static DataField Leaf(Field field)
    {
        while (field is ListField list) field = list.Item;
        return (DataField)field;
    }
}
