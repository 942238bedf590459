using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Forewarn.Core;

namespace Forewarn.Cli.Configs;

/// <summary>
/// Gives configuration nodes their types. What a node does not mention keeps the record's own default; what the record
/// does not know is an error with the nearest name; <see cref="RangeAttribute"/> is honored.
/// </summary>
internal static class ConfigBinder
{
    public static object? Bind(ConfigNode node, Type type, object? standing, string path)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return node is ConfigScalar { Text: null } ? null : Bind(node, inner, standing, path);
        }

        if (IsScalar(type)) return Scalar(node, type, path);
        if (ListItem(type) is { } item) return List(node, item, path);
        if (DictionaryTypes(type) is var (key, value) && key is not null) return Dictionary(node, key, value!, path);
        return Record(node, type, standing, path);
    }

    public static bool IsScalar(Type type) => type == typeof(string) || type == typeof(bool) || type.IsEnum || type.IsPrimitive;

    public static Type? ListItem(Type type) =>
        type.IsArray ? type.GetElementType()
        : type.IsGenericType && type.GetGenericTypeDefinition() is var open
            && (open == typeof(IReadOnlyList<>) || open == typeof(List<>) || open == typeof(IReadOnlyCollection<>))
            ? type.GetGenericArguments()[0] : null;

    private static (Type? Key, Type? Value) DictionaryTypes(Type type) =>
        type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>)
            || type.GetGenericTypeDefinition() == typeof(Dictionary<,>))
            ? (type.GetGenericArguments()[0], type.GetGenericArguments()[1]) : (null, null);

    private static object? Scalar(ConfigNode node, Type type, string path)
    {
        if (node is not ConfigScalar scalar) throw Wrong(node, path, Describe(node), Wanted(type));
        if (type == typeof(string)) return scalar.Text;
        string text = scalar.Text ?? throw Wrong(node, path, "nothing", Wanted(type));
        if (type.IsEnum)
        {
            string? name = Enum.GetNames(type).FirstOrDefault(name => ConfigName.Same(name, text));
            if (name is not null) return Enum.Parse(type, name);
            string[] known = [.. Enum.GetNames(type).Select(ConfigName.Of)];
            throw Wrong(node, path, $"'{text}'", $"one of {string.Join(", ", known)}");
        }

        if (type == typeof(bool) && bool.TryParse(text, out bool truth)) return truth;
        try
        {
            return type == typeof(bool)
                ? throw new FormatException()
                : System.Convert.ChangeType(text.Replace("_", "", StringComparison.Ordinal), type, CultureInfo.InvariantCulture);
        }
        catch (Exception fault) when (fault is FormatException or OverflowException or InvalidCastException)
        {
            throw Wrong(node, path, $"'{text}'", Wanted(type));
        }
    }

    private static Array List(ConfigNode node, Type item, string path)
    {
        if (node is ConfigScalar { Text: null }) return Array.CreateInstance(item, 0);
        if (node is not ConfigList list) throw Wrong(node, path, Describe(node), "a list");
        var array = Array.CreateInstance(item, list.Items.Count);
        for (int i = 0; i < list.Items.Count; i++) array.SetValue(Bind(list.Items[i], item, null, $"{path}[{i}]"), i);
        return array;
    }

    private static IDictionary Dictionary(ConfigNode node, Type key, Type value, string path)
    {
        var result = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(key, value))!;
        if (node is ConfigScalar { Text: null }) return result;
        if (node is not ConfigMap map) throw Wrong(node, path, Describe(node), "a map");
        foreach (var (name, entry) in map.Entries)
        {
            var typed = Bind(new ConfigScalar(name, entry.Origin), key, null, path)!;
            result[typed] = Bind(entry, value, null, $"{path}.{name}");
        }

        return result;
    }

    private static object Record(ConfigNode node, Type type, object? standing, string path)
    {
        if (node is ConfigScalar { Text: null }) return standing ?? Create(type, ConfigMap.Empty, path);
        if (node is not ConfigMap map) throw Wrong(node, path, Describe(node), "a map");
        var members = ConfigMember.Of(type);
        foreach (var (key, entry) in map.Entries)
        {
            if (members.Any(member => ConfigName.Same(member.Name, key))) continue;
            throw new ForewarnException(
                $"Unknown key '{path}.{key}' ({entry.Origin}). {NearestName.Advice(key, [.. members.Select(member => member.Name)])}",
                ExitCode.Usage);
        }

        object target = standing is null ? Create(type, map, path) : Copy(standing);
        foreach (var member in members)
        {
            if (map.Entries.FirstOrDefault(entry => ConfigName.Same(member.Name, entry.Key)) is not { Value: { } given }) continue;
            string below = $"{path}.{member.Name}";
            object? bound = Bind(given, member.Property.PropertyType, member.Property.GetValue(target), below);
            foreach (var range in member.Property.GetCustomAttributes<RangeAttribute>().Where(range => !range.IsValid(bound)))
            {
                throw Wrong(given, below, System.Convert.ToString(bound, CultureInfo.InvariantCulture) ?? "nothing",
                    string.Create(CultureInfo.InvariantCulture, $"{range.Minimum} to {range.Maximum}"));
            }

            member.Property.SetValue(target, bound);
        }

        return target;
    }

    // Positional records have no parameterless constructor: its parameters are then required keys.
    private static object Create(Type type, ConfigMap map, string path)
    {
        if (type.GetConstructor(Type.EmptyTypes) is { } plain) return plain.Invoke(null);
        var constructor = type.GetConstructors().MaxBy(candidate => candidate.GetParameters().Length)!;
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter =>
        {
            var given = map.Entries.FirstOrDefault(entry => ConfigName.Same(parameter.Name!, entry.Key)).Value;
            if (given is not null) return Bind(given, parameter.ParameterType, null, $"{path}.{ConfigName.Of(parameter.Name!)}");
            return parameter.HasDefaultValue
                ? parameter.DefaultValue
                : throw Wrong(map, path, $"no '{ConfigName.Of(parameter.Name!)}'", "that key");
        })]);
    }

    // A boxed struct is a copy already.
    private static object Copy(object record) => record is ValueType ? record :
        record.GetType().GetMethod("<Clone>$")?.Invoke(record, null)
        ?? throw new InvalidOperationException($"{record.GetType().Name} is bound from configurations and must be a record.");

    private static string Describe(ConfigNode node) => node switch
    {
        ConfigMap => "a map",
        ConfigList => "a list",
        ConfigScalar { Text: { } text } => $"'{text}'",
        _ => "nothing",
    };

    private static string Wanted(Type type) =>
        type == typeof(bool) ? "true or false"
        : type == typeof(string) ? "a word"
        : type == typeof(float) || type == typeof(double) ? "a number"
        : type.Name.StartsWith('U') ? "a whole number from 0 up" : "a whole number";

    private static ForewarnException Wrong(ConfigNode node, string path, string found, string wanted)
    {
        string place = node.Origin.Length == 0 ? path : $"{path} ({node.Origin})";
        return ForewarnException.Of(place, found, wanted, "Correct it there.", ExitCode.Usage);
    }
}
