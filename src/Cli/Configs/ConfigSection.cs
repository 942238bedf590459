using Forewarn.Core;

namespace Forewarn.Cli.Configs;

/// <summary>A named part of a configuration and the options record behind it.</summary>
public sealed class ConfigSection
{
    private readonly Func<object, object> _check;

    private ConfigSection(string name, Type type, Func<object, object> check) => (Name, Type, _check) = (name, type, check);

    public string Name { get; }

    public Type Type { get; }

    /// <param name="check">The record's own validation, which throws <see cref="ForewarnException"/>; null = none.</param>
    public static ConfigSection Of<T>(string name, Action<T>? check = null)
        where T : class, new() => new(name, typeof(T), value =>
    {
        check?.Invoke((T)value);
        return value;
    });

    /// <param name="standing">Defaults of what the node does not mention; null = the record's own.</param>
    internal object Bind(ConfigNode? node, object? standing = null)
    {
        object value = ConfigBinder.Bind(node ?? ConfigMap.Empty, Type, standing, Name)!;
        try
        {
            return _check(value);
        }
        catch (ForewarnException fault) when (!fault.Message.Contains(Name, StringComparison.OrdinalIgnoreCase))
        {
            throw new ForewarnException($"{Name}: {fault.Message}", fault.ExitCode, fault);
        }
    }
}
