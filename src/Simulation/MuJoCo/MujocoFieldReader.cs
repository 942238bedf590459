using System.Globalization;
using Forewarn.Core;

namespace Forewarn.Simulation.MuJoCo;

/// <summary>
/// Resolves the length of array fields from the model's own counts, so that no caller has to state it.
/// </summary>
internal static unsafe class MujocoFieldReader
{
    public static Span<T> Span<T>(nint owner, MujocoLayout.Field field, string elementType, Func<string, int> count)
        where T : unmanaged
    {
        if (field.Type != elementType || field.Kind == "int" || field.Kind == "value")
            throw new ForewarnException(
                $"MuJoCo field '{field.Name}' is a {field.Kind} of {field.Type}, not an array of {elementType}.");
        int length = Length(field, count);
        nint start = owner + field.Offset;
        return new Span<T>(field.Kind == "array" ? (void*)start : *(void**)start, length);
    }

    public static int Length(MujocoLayout.Field field, Func<string, int> count) =>
        Number(field.Rows, count) * Number(field.Columns, count);

    private static int Number(string text, Func<string, int> count) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : count(text);
}
