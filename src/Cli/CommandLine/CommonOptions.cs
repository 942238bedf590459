using System.CommandLine;
using Forewarn.Core;

namespace Forewarn.Cli.CommandLine;

/// <summary>Options that verbs share, spelled and explained once.</summary>
/// <param name="standing">The configuration where none is named.</param>
public sealed class CommonOptions(string standing = "cup")
{
    private readonly Option<string[]> _configs = new("--config", "-c")
    {
        Description = "Named configurations, the later over the earlier (files of launch/configs, or paths).",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [standing],
        HelpName = "NAME",
    };

    private readonly Argument<string[]> _settings = new("key=value")
    {
        Description = "Settings that override the configuration, e.g. steering.modes=4.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<FileInfo?> _json = new("--json")
    {
        Description = "Also write the result to this file as JSON.",
        HelpName = "FILE",
    };

    private readonly Option<ulong?> _seed = new("--seed", "-s")
    {
        Description = "Root seed; equal seeds give equal results.",
        HelpName = "NUMBER",
    };

    /// <summary>Adds <c>--config</c> and the trailing <c>key=value</c> settings; other trailing words are errors.</summary>
    public CommonOptions AddConfig(Command command)
    {
        _settings.Validators.Add(found =>
        {
            foreach (var token in found.Tokens.Where(token => !IsSetting(token.Value))) found.AddError(Stray(token.Value, command));
        });
        command.Add(_configs);
        command.Add(_settings);
        return this;
    }

    /// <summary>Adds <c>--json</c>.</summary>
    public CommonOptions AddJson(Command command)
    {
        command.Add(_json);
        return this;
    }

    /// <summary>Adds <c>--seed</c>.</summary>
    public CommonOptions AddSeed(Command command)
    {
        command.Add(_seed);
        return this;
    }

    /// <summary>Whether <c>--config</c> was given, or only its default holds.</summary>
    public bool NamesConfig(ParseResult line) => line.GetResult(_configs) is { Implicit: false };

    /// <summary>Names before the settings: <c>--config cup debug steering.modes=4</c> may mix both.</summary>
    /// <param name="instead">The configuration where none is named; null for the verb's own.</param>
    public IReadOnlyList<string> ConfigNames(ParseResult line, string? instead = null) =>
        instead is not null && !NamesConfig(line) ? [instead] : [.. line.GetValue(_configs)!.Where(word => !IsSetting(word))];

    /// <summary><c>section.key=value</c> words, wherever they stood.</summary>
    public IReadOnlyList<string> Settings(ParseResult line) =>
        [.. line.GetValue(_configs)!.Where(IsSetting), .. line.GetValue(_settings) ?? []];

    public FileInfo? Json(ParseResult line) => line.GetValue(_json);

    /// <returns>The seed given on the command line, or <paramref name="otherwise"/>.</returns>
    public ulong Seed(ParseResult line, ulong otherwise) => line.GetValue(_seed) ?? otherwise;

    // The settings' argument takes whatever nothing else takes, mistyped options included.
    private static string Stray(string word, Command command) => word.StartsWith('-')
        ? $"Unknown option '{word}'. {NearestName.Advice(word, [.. command.Options.Select(option => option.Name)])}"
        : $"argument: found '{word}', wanted a setting key=value. Name configurations after --config.";

    private static bool IsSetting(string word) => word.Contains('=', StringComparison.Ordinal);
}
