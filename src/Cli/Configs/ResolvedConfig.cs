using Forewarn.Core;

namespace Forewarn.Cli.Configs;

/// <summary>A complete, typed and checked configuration: files, settings and defaults.</summary>
public sealed class ResolvedConfig
{
    private readonly ConfigSchema _schema;
    private readonly IReadOnlyDictionary<string, object> _values;

    private readonly ConfigMap _given;

    internal ResolvedConfig(
        ConfigSchema schema, IReadOnlyList<string> names, IReadOnlyDictionary<string, object> values, ConfigMap given) =>
        (_schema, Names, _values, _given) = (schema, names, values, given);

    /// <summary>Names of the stacked configurations.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The options record of the section that holds <typeparamref name="T"/>.</summary>
    public T Get<T>()
        where T : class => (T)Get(typeof(T));

    /// <summary>The section of <typeparamref name="T"/> over other defaults than the record's own: files and settings win over them.</summary>
    /// <exception cref="ForewarnException">A value that does not go with these defaults.</exception>
    public T Over<T>(T standing)
        where T : class
    {
        var section = _schema.Of(typeof(T));
        return (T)section.Bind(_given.Entries.GetValueOrDefault(section.Name), standing);
    }

    /// <summary>This configuration with one section replaced, for options of the command line.</summary>
    public ResolvedConfig With<T>(T section)
        where T : class =>
        new(_schema, Names, new Dictionary<string, object>(_values) { [_schema.Of(typeof(T)).Name] = section }, _given);

    internal object Get(Type type) => _values[_schema.Of(type).Name];

    /// <summary>Every value of every section, as a file that reproduces this configuration.</summary>
    public string ToYaml() => ConfigYaml.Write(_schema.Sections.Select(section => (section.Name, _values[section.Name])));

    /// <summary>As <see cref="ToYaml"/>, of some sections alone.</summary>
    public string PartYaml(params IReadOnlyList<Type> sections) =>
        ConfigYaml.Write(sections.Select(_schema.Of).Select(section => (section.Name, _values[section.Name])));

    /// <summary>Writes <see cref="ToYaml"/> as <c>config.yaml</c> into a run folder.</summary>
    /// <exception cref="ForewarnException">The folder cannot be written.</exception>
    public void WriteTo(string folder) =>
        AtomicFile.WriteText(Path.Combine(folder, "config.yaml"), $"# Stacked from: {string.Join(" ", Names)}\n" + ToYaml());
}
