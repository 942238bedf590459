using Forewarn.Core;

namespace Forewarn.Cli.Configs;

/// <summary>
/// The sections a configuration may have. One file may serve both programs: sections of the other one are known by name
/// and left alone, but a setting on the command line that nobody here reads is an error.
/// </summary>
public sealed class ConfigSchema(IReadOnlyList<ConfigSection> sections, IReadOnlyList<string> elsewhere)
{
    public IReadOnlyList<ConfigSection> Sections { get; } = sections;

    /// <summary>Sections that only the sibling program reads.</summary>
    public IReadOnlyList<string> Elsewhere { get; } = elsewhere;

    public IReadOnlyList<string> Names => [.. Sections.Select(section => section.Name), .. Elsewhere];

    /// <summary>This schema with more sections, which stop being somewhere else.</summary>
    public ConfigSchema With(params IReadOnlyList<ConfigSection> more) =>
        new([.. Sections, .. more], [.. Elsewhere.Except(more.Select(section => section.Name))]);

    internal ConfigSection Of(Type type) => Sections.FirstOrDefault(section => section.Type == type)
        ?? throw new ForewarnException($"No configuration section holds {type.Name}.");
}
