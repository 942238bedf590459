using System.Reflection;

namespace Forewarn.Messages.Tests.Wire;

/// <summary>Sets every member of a message to random values, and compares two messages member by member.</summary>
internal sealed class MessageFiller(ulong seed)
{
    private static readonly string[] Texts = ["", "a", "joint_1", "grüße", "日本語 \U0001F916", new string('x', 300)];

    private ulong _state = seed | 1;

    /// <summary>Fills a message and everything in it; sequences get 0 to 3 items.</summary>
    public object Fill(object message)
    {
        foreach (var member in Members(message.GetType()))
        {
            if (member.CanWrite) member.SetValue(message, Value(member.PropertyType, member.Name));
            else if (member.GetValue(message) is Array array) FillArray(array, member.Name);
            else if (IsSequence(member.PropertyType)) FillSequence(member.GetValue(message)!, member.Name);
            else Fill(member.GetValue(message)!);
        }

        return message;
    }

    /// <summary>Path of the first member that differs, or null.</summary>
    public static string? Difference(object? left, object? right, string path = "")
    {
        if (left is null || right is null || left.GetType().IsPrimitive || left is string)
            return Equals(left, right) ? null : $"{path}: {left} and {right}";
        if (Items(left) is { } items)
        {
            object?[] others = Items(right)!;
            if (items.Length != others.Length) return $"{path}: {items.Length} and {others.Length} items";
            return items.Select((item, i) => Difference(item, others[i], $"{path}[{i}]")).FirstOrDefault(found => found is not null);
        }

        return Members(left.GetType())
            .Select(member => Difference(member.GetValue(left), member.GetValue(right), $"{path}.{member.Name}"))
            .FirstOrDefault(found => found is not null);
    }

    private static object?[]? Items(object value) => value switch
    {
        Array array => [.. array.Cast<object?>()],
        _ when IsSequence(value.GetType()) => (object?[])typeof(MessageFiller)
            .GetMethod(nameof(ItemsOf), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(value.GetType().GetGenericArguments()[0]).Invoke(null, [value])!,
        _ => null,
    };

    private static object?[] ItemsOf<T>(Sequence<T> sequence) => [.. sequence.Span.ToArray().Cast<object?>()];

    private static IEnumerable<PropertyInfo> Members(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance);

    private static bool IsSequence(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Sequence<>);

    private void FillArray(Array array, string name)
    {
        var item = array.GetType().GetElementType()!;
        for (int i = 0; i < array.Length; i++) array.SetValue(Value(item, name), i);
    }

    private void FillSequence(object sequence, string name)
    {
        var add = sequence.GetType().GetMethod("Add")!;
        // The only bounded sequences of the set hold one item.
        int most = name is "FloatingPointRange" or "IntegerRange" ? 1 : 3;
        for (int count = (int)(Next() % (ulong)(most + 1)); count > 0; count--)
            add.Invoke(sequence, [Value(sequence.GetType().GetGenericArguments()[0], name)]);
    }

    private object Value(Type type, string name)
    {
        if (type == typeof(string)) return Texts[Next() % (ulong)(name.StartsWith("Node", StringComparison.Ordinal) ? 5 : 6)];
        if (type == typeof(bool)) return Next() % 2 == 1;
        if (type == typeof(float)) return BitConverter.UInt32BitsToSingle((uint)Next() & 0x7F7FFFFF);
        if (type == typeof(double)) return BitConverter.UInt64BitsToDouble(Next() & 0x7FEFFFFFFFFFFFFF);
        if (!type.IsPrimitive) return Fill(Activator.CreateInstance(type)!);
        Span<byte> bytes = stackalloc byte[8];
        BitConverter.TryWriteBytes(bytes, Next());
        return type.Name switch
        {
            "Byte" => bytes[0],
            "SByte" => (sbyte)bytes[0],
            "Int16" => BitConverter.ToInt16(bytes),
            "UInt16" => BitConverter.ToUInt16(bytes),
            "Int32" => BitConverter.ToInt32(bytes),
            "UInt32" => BitConverter.ToUInt32(bytes),
            "Int64" => BitConverter.ToInt64(bytes),
            "UInt64" => BitConverter.ToUInt64(bytes),
            _ => throw new InvalidOperationException($"no values of type {type}"),
        };
    }

    private ulong Next()
    {
        // splitmix64
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
