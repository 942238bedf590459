using Forewarn.Core;

namespace Forewarn.Cli.Configs;

/// <summary>A complete, typed and checked configuration: files, settings and defaults.</summary>
public sealed class ResolvedConfig
{
    private readonly ConfigSchema _schema;
    private readonly IReadOnlyDictionary<string, object> _values;

    internal ResolvedConfig(ConfigSchema schema, IReadOnlyList<string> names, IReadOnlyDictionary<string, object> values) =>
        (_schema, Names, _values) = (schema, names, values);

    /// <summary>Names of the stacked configurations.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The options record of the section that holds <typeparamref name="T"/>.</summary>
    public T Get<T>()
        where T : class => (T)Get(typeof(T));

    /// <summary>This configuration with one section replaced, for options of the command line.</summary>
    public ResolvedConfig With<T>(T section)
        where T : class =>
        new(_schema, Names, new Dictionary<string, object>(_values) { [_schema.Of(typeof(T)).Name] = section });

    internal object Get(Type type) => _values[_schema.Of(type).Name];

    /// <summary>Every value of every section, as a file that reproduces this configuration.</summary>
    public string ToYaml() => ConfigYaml.Write(_schema.Sections.Select(section => (section.Name, _values[section.Name])));

    /// <summary>Writes <see cref="ToYaml"/> as <c>config.yaml</c> into a run folder.</summary>
    /// <exception cref="ForewarnException">The folder cannot be written.</exception>
    public void WriteTo(string folder) =>
        AtomicFile.WriteText(Path.Combine(folder, "config.yaml"), $"# Stacked from: {string.Join(" ", Names)}\n" + ToYaml());
}
