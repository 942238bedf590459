using Forewarn.Core;

namespace Forewarn.Cli.Configs;

/// <summary>A named part of a configuration and the options record behind it.</summary>
public sealed class ConfigSection
{
    private readonly Func<object, object> _check;

    /// <summary>Defaults that one of the section's own keys decides; null = the record's own.</summary>
    private readonly (string Key, Func<string, object> Standing)? _named;

    private ConfigSection(string name, Type type, Func<object, object> check, (string, Func<string, object>)? named = null) =>
        (Name, Type, _check, _named) = (name, type, check, named);

    public string Name { get; }

    public Type Type { get; }

    /// <param name="check">The record's own validation, which throws <see cref="ForewarnException"/>; null = none.</param>
    public static ConfigSection Of<T>(string name, Action<T>? check = null)
        where T : class, new() => new(name, typeof(T), value =>
    {
        check?.Invoke((T)value);
        return value;
    });

    /// <param name="key">A key of the section whose value decides the defaults of all its others.</param>
    /// <param name="standing">Those defaults; throws <see cref="ForewarnException"/> for a value that it does not know.</param>
    public static ConfigSection Named<T>(string name, string key, Func<string, T> standing)
        where T : class, new() => new(name, typeof(T), value => value, (key, standing));

    /// <param name="standing">Defaults of what the node does not mention; null = the record's own.</param>
    internal object Bind(ConfigNode? node, object? standing = null)
    {
        try
        {
            if (_named is var (key, of) && node is ConfigMap map && map.Entries.GetValueOrDefault(key) is ConfigScalar { Text: { } value })
                standing ??= of(value);
            return _check(ConfigBinder.Bind(node ?? ConfigMap.Empty, Type, standing, Name)!);
        }
        catch (ForewarnException fault) when (!fault.Message.Contains(Name, StringComparison.OrdinalIgnoreCase))
        {
            throw new ForewarnException($"{Name}: {fault.Message}", fault.ExitCode, fault);
        }
    }
}
