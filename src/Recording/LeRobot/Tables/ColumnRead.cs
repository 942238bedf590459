using System.Globalization;
using Parquet;
using Parquet.Schema;

namespace Forewarn.Recording.LeRobot.Tables;

/// <summary>One column of one row group on its way into a flat array; faults are plain exceptions for the reader to name.</summary>
internal sealed class ColumnRead(ParquetRowGroupReader group, TableColumn column, int rows)
{
    public Array Run(Field field, Func<ParquetRowGroupReader, DataField, int> claim)
    {
        var leaf = Leaf(field);
        int count = claim(group, leaf);
        Array values = Type.GetTypeCode(leaf.ClrType) switch
        {
            TypeCode.Single => Read<float>(leaf, count),
            TypeCode.Double => Read<double>(leaf, count),
            TypeCode.Int64 => Read<long>(leaf, count),
            TypeCode.Int32 => Read<int>(leaf, count),
            TypeCode.Int16 => Read<short>(leaf, count),
            TypeCode.SByte => Read<sbyte>(leaf, count),
            TypeCode.UInt64 => Read<ulong>(leaf, count),
            TypeCode.UInt32 => Read<uint>(leaf, count),
            TypeCode.UInt16 => Read<ushort>(leaf, count),
            TypeCode.Byte => Read<byte>(leaf, count),
            TypeCode.Boolean => Read<bool>(leaf, count),
            _ when IsText(leaf) && column.IsTexts => ReadTexts(leaf, count),
            _ when IsText(leaf) => Array.ConvertAll(Read<ReadOnlyMemory<char>>(leaf, count), m => m.ToString()),
            _ when leaf.ClrType == typeof(ReadOnlyMemory<byte>) && column.IsPicture =>
                Array.ConvertAll(Read<ReadOnlyMemory<byte>>(leaf, count), m => m.ToArray()),
            _ => throw new InvalidDataException($"values of type {leaf.ClrType.Name}"),
        };
        return ConvertTo(values, column.IsPicture ? typeof(byte[]) : column.Element);
    }

    private DataField Leaf(Field field)
    {
        if (column.IsPicture)
        {
            return field is StructField picture && picture.Fields.FirstOrDefault(f => f.Name == "bytes") is DataField bytes
                ? bytes
                : throw new InvalidDataException("no struct with bytes");
        }
        int depth = 0;
        while (field is ListField list) (field, depth) = (list.Item, depth + 1);
        if (field is not DataField { IsArray: false } leaf || depth != (column.IsTexts ? 1 : column.Shape.Count))
            throw new InvalidDataException($"{depth} levels of lists");
        return leaf;
    }

    // All rows must be full: with no value missing, the flat order of the leaves is the row-major order of the shape.
    private T[] Read<T>(DataField leaf, int count)
        where T : struct
    {
        var (values, definitions, repetitions) = ReadRaw<T>(leaf, count);
        int width = column.Width;
        if (count != (long)rows * width) throw new InvalidDataException($"{count} values in {rows} rows");
        if (definitions is not null && definitions.AsSpan().IndexOfAnyExcept(leaf.MaxDefinitionLevel) is int hole and >= 0)
            throw new InvalidDataException($"a missing value in row {hole / width}");
        if (repetitions is not null && !repetitions.AsSpan().SequenceEqual(column.RepetitionLevels(rows)))
            throw new InvalidDataException("lists of another length");
        return values;
    }

    private string[][] ReadTexts(DataField leaf, int count)
    {
        var (values, definitions, repetitions) = ReadRaw<ReadOnlyMemory<char>>(leaf, count);
        var lists = new List<List<string>>();
        for (int i = 0, next = 0; i < count; i++)
        {
            if (repetitions![i] == 0) lists.Add([]);
            else if (lists.Count == 0) throw new InvalidDataException("a list without a row");
            if (definitions![i] == leaf.MaxDefinitionLevel) lists[^1].Add(values[next++].ToString());
        }
        if (lists.Count != rows) throw new InvalidDataException($"{lists.Count} lists in {rows} rows");
        return [.. lists.Select(list => list.ToArray())];
    }

    private (T[] Values, int[]? Definitions, int[]? Repetitions) ReadRaw<T>(DataField leaf, int count)
        where T : struct
    {
        var values = new T[count];
        int[]? definitions = leaf.MaxDefinitionLevel > 0 ? new int[count] : null;
        int[]? repetitions = leaf.MaxRepetitionLevel > 0 ? new int[count] : null;
        group.ReadRawAsync<T>(leaf, values, AsMemory(definitions), AsMemory(repetitions)).AsTask().GetAwaiter().GetResult();
        return (values, definitions, repetitions);
    }

    private static Memory<int>? AsMemory(int[]? levels) => levels is null ? (Memory<int>?)null : levels.AsMemory();

    private static Array ConvertTo(Array values, Type wanted)
    {
        var found = values.GetType().GetElementType()!;
        if (found == wanted) return values;
        bool isText = wanted == typeof(string) || found == typeof(string) || found.IsArray || wanted.IsArray;
        bool losesFractions = IsReal(found) && !IsReal(wanted);
        if (isText || losesFractions)
            throw new InvalidDataException($"values of type {found.Name}");
        var converted = Array.CreateInstance(wanted, values.Length);
        for (int i = 0; i < values.Length; i++)
            converted.SetValue(Convert.ChangeType(values.GetValue(i), wanted, CultureInfo.InvariantCulture), i);
        return converted;
    }

    private static bool IsText(DataField leaf) => leaf.ClrType == typeof(ReadOnlyMemory<char>);

    private static bool IsReal(Type type) => type == typeof(float) || type == typeof(double);
}
