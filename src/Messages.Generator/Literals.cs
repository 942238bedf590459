using System;
using System.Globalization;
using System.Text;

namespace Forewarn.Messages.Generator;

/// <summary>Values of definitions as C# literals.</summary>
internal static class Literals
{
    /// <param name="value">In the canonical spelling of <see cref="PrimitiveNames.Canonical"/>.</param>
    public static string Of(FieldKind kind, string value) => kind switch
    {
        FieldKind.String or FieldKind.BoundedString => Quote(value),
        FieldKind.Float32 => Real(float.Parse(value, CultureInfo.InvariantCulture), value, "float", "f"),
        FieldKind.Float64 => Real(double.Parse(value, CultureInfo.InvariantCulture), value, "double", "d"),
        FieldKind.UInt32 => value + "u",
        FieldKind.Int64 => value == "-9223372036854775808" ? "long.MinValue" : value + "L",
        FieldKind.UInt64 => value + "UL",
        FieldKind.Int32 => value == "-2147483648" ? "int.MinValue" : value,
        _ => value,
    };

    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (char letter in text)
        {
            quoted.Append(letter switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                >= ' ' and <= '~' => letter.ToString(),
                _ => "\\u" + ((int)letter).ToString("x4", CultureInfo.InvariantCulture),
            });
        }

        return quoted.Append('"').ToString();
    }

    private static string Real(double value, string text, string type, string suffix) => value switch
    {
        double.PositiveInfinity => type + ".PositiveInfinity",
        double.NegativeInfinity => type + ".NegativeInfinity",
        _ when double.IsNaN(value) => type + ".NaN",
        _ => text + suffix,
    };
}
