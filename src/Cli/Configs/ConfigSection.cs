using Forewarn.Core;

namespace Forewarn.Cli.Configs;

/// <summary>A named part of a configuration and the options record behind it.</summary>
public sealed class ConfigSection
{
    private readonly Func<object, object> _check;

    /// <summary>Defaults that a key of this or another section decides; null = the record's own.</summary>
    private readonly (string Section, string Key, Func<string, object> Standing)? _followed;

    private ConfigSection(string name, Type type, Func<object, object> check, (string, string, Func<string, object>)? followed = null) =>
        (Name, Type, _check, _followed) = (name, type, check, followed);

    public string Name { get; }

    public Type Type { get; }

    /// <param name="check">The record's own validation, which throws <see cref="ForewarnException"/>; null = none.</param>
    public static ConfigSection Of<T>(string name, Action<T>? check = null)
        where T : class, new() => new(name, typeof(T), value =>
    {
        check?.Invoke((T)value);
        return value;
    });

    /// <summary>A section whose defaults follow from one value of the configuration, where that is given.</summary>
    /// <param name="section">Section of the value: this one or another.</param>
    /// <param name="key">The value's key in it.</param>
    /// <param name="standing">The defaults; throws <see cref="ForewarnException"/> for a value that it does not know.</param>
    public static ConfigSection Following<T>(string name, string section, string key, Func<string, T> standing)
        where T : class, new() => new(name, typeof(T), value => value, (section, key, standing));

    /// <summary>What a configuration makes of the section.</summary>
    internal object Bind(ConfigMap root)
    {
        object? standing = null;
        if (_followed is var (section, key, of) && root.Entries.GetValueOrDefault(section) is ConfigMap map
            && map.Entries.GetValueOrDefault(key) is ConfigScalar { Text: { } value }) standing = of(value);
        return Bind(root.Entries.GetValueOrDefault(Name), standing);
    }

    /// <param name="standing">Defaults of what the node does not mention; null = the record's own.</param>
    internal object Bind(ConfigNode? node, object? standing)
    {
        try
        {
            return _check(ConfigBinder.Bind(node ?? ConfigMap.Empty, Type, standing, Name)!);
        }
        catch (ForewarnException fault) when (!fault.Message.Contains(Name, StringComparison.OrdinalIgnoreCase))
        {
            throw new ForewarnException($"{Name}: {fault.Message}", fault.ExitCode, fault);
        }
    }
}
