using System.Globalization;
using System.Text.RegularExpressions;
using Forewarn.Core;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Forewarn.RosBridge;

/// <summary>YAML values with the types that rcl_yaml_param_parser gives them, which are those of YAML 1.1 and of C's strtol.</summary>
internal static partial class RosYaml
{
    private static readonly HashSet<string> True = ["Y", "y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"];
    private static readonly HashSet<string> False = ["N", "n", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"];

    /// <param name="what">Names the text in an error.</param>
    public static RosValue Value(string yaml, string what) => Load(yaml, what) switch
    {
        null => throw Wrong(what, "nothing", "Write '' for an empty text."),
        var node => Value(node, what),
    };

    /// <returns>The root of the only document; null when there is none.</returns>
    public static YamlNode? Load(string yaml, string what)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException fault)
        {
            throw Wrong(what, $"text that is no YAML ({fault.Message})", $"Look at line {fault.Start.Line}.", fault);
        }

        return stream.Documents.Count == 0 ? null : stream.Documents[0].RootNode;
    }

    public static RosValue Value(YamlNode node, string what) => node switch
    {
        YamlScalarNode scalar => Scalar(scalar, what),
        YamlSequenceNode list => List(list, what),
        _ => throw Wrong(what, "a map", "Nested names are written with dots behind -p, as maps in a file only."),
    };

    private static RosValue Scalar(YamlScalarNode scalar, string what)
    {
        string text = scalar.Value ?? "";
        bool quoted = scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted;
        if (quoted || scalar.Tag is { IsEmpty: false, Value: "tag:yaml.org,2002:str" }) return text;
        if (text.Length == 0) throw Wrong(what, "nothing", "Write '' for an empty text.");
        if (True.Contains(text)) return true;
        if (False.Contains(text)) return false;
        if (TryInteger(text, out long integer)) return integer;
        return TryDouble(text, out double number) ? number : text;
    }

    private static RosValue List(YamlSequenceNode list, string what)
    {
        RosValue[] items = [.. list.Children.Select(child => child is YamlScalarNode scalar
            ? Scalar(scalar, what)
            : throw Wrong(what, "a list in a list", "Only lists of plain values are parameters."))];
        if (items.Length == 0) return RosValue.EmptyList;
        var kind = items[0].Kind;
        if (items.FirstOrDefault(item => item.Kind != kind) is { } other)
            throw Wrong(what, $"a list of {RosValue.NameOf(kind)} with {RosValue.NameOf(other.Kind)} {other}",
                "Items of a list have one type: write 1.0 for a double.");
        return kind switch
        {
            RosValueKind.Bool => RosValue.Of(Array.ConvertAll(items, item => item.AsBool)),
            RosValueKind.Integer => RosValue.Of(Array.ConvertAll(items, item => item.AsInteger)),
            RosValueKind.Double => RosValue.Of(Array.ConvertAll(items, item => item.AsDouble)),
            _ => RosValue.Of(Array.ConvertAll(items, item => item.AsString)),
        };
    }

    /// <summary>As strtol with base 0: 0x is hexadecimal, a leading 0 octal; what overflows is no integer.</summary>
    private static bool TryInteger(string text, out long value)
    {
        value = 0;
        var match = IntegerForm().Match(text);
        if (!match.Success) return false;
        string digits = match.Groups["digits"].Value;
        int radix = match.Groups["hex"].Success ? 16 : digits.Length > 1 && digits[0] == '0' ? 8 : 10;
        Int128 sum = 0;
        foreach (char c in digits)
        {
            int digit = char.IsAsciiDigit(c) ? c - '0' : char.ToLowerInvariant(c) - 'a' + 10;
            if (digit >= radix) return false;
            sum = sum * radix + digit;
            if (sum > (Int128)long.MaxValue + 1) return false;
        }

        if (text[0] == '-') sum = -sum;
        if (sum > long.MaxValue) return false;
        value = (long)sum;
        return true;
    }

    private static bool TryDouble(string text, out double value)
    {
        string bare = text.TrimStart('+', '-');
        (bool known, value) = bare.ToLowerInvariant() switch
        {
            ".inf" or "inf" or "infinity" => (true, double.PositiveInfinity),
            ".nan" or "nan" => (true, double.NaN),
            _ => (false, 0.0),
        };
        if (known && text.Length - bare.Length <= 1)
        {
            if (text[0] == '-') value = -value;
            return true;
        }

        // strtod calls what overflows an error, so that it stays a text.
        return DoubleForm().IsMatch(text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            && double.IsFinite(value);
    }

    private static ForewarnException Wrong(string what, string found, string fix, Exception? cause = null) =>
        ForewarnException.Of(what, found, "a bool, number, text or list of one of these", fix, ExitCode.Usage, cause);

    [GeneratedRegex(@"^[+-]?(?:(?<hex>0[xX])(?<digits>[0-9a-fA-F]+)|(?<digits>[0-9]+))$")]
    private static partial Regex IntegerForm();

    [GeneratedRegex(@"^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$")]
    private static partial Regex DoubleForm();
}
