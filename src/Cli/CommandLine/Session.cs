using Forewarn.Cli.Configs;
using Forewarn.Cli.Output;
using Microsoft.Extensions.DependencyInjection;

namespace Forewarn.Cli.CommandLine;

/// <summary>What every verb is given: the place it runs in, the terminal, the clock, the sections a configuration may have.</summary>
/// <param name="Home">Root of the installation: <c>models/</c> and <c>launch/configs/</c> lie below it.</param>
/// <param name="Schema">Sections that this program's configurations may have.</param>
/// <param name="Services">What this program adds to the services of every verb.</param>
public sealed record Session(
    Home Home, Terminal Terminal, TimeProvider Time, ConfigSchema Schema, Action<IServiceCollection>? Services = null)
{
    /// <summary>What stood between <c>--ros-args</c> and <c>--</c>, both included; empty when it did not occur.</summary>
    public IReadOnlyList<string> RosArguments { get; init; } = [];

    /// <summary>The configuration that a command line asks for.</summary>
    /// <exception cref="Core.ForewarnException">A file, key or value is wrong.</exception>
    public ResolvedConfig Configure(System.CommandLine.ParseResult line, CommonOptions options) =>
        new ConfigLoader(Home.Configs, Schema).Load(options.ConfigNames(line), options.Settings(line));

    /// <summary>The configurations of all phases that a command line asks for: each phase's own below what is named there.</summary>
    /// <param name="instead">The configuration where none is named; null for the verb's own.</param>
    /// <returns>One for a task of one phase.</returns>
    /// <exception cref="Core.ForewarnException">A file, key or value is wrong.</exception>
    public IReadOnlyList<ResolvedConfig> ConfigurePhases(System.CommandLine.ParseResult line, CommonOptions options, string? instead = null)
    {
        var loader = new ConfigLoader(Home.Configs, Schema);
        var (names, settings) = (options.ConfigNames(line, instead), options.Settings(line));
        var whole = loader.Load(names, settings);
        var phases = whole.Get<PhaseOptions>().Configs;
        return phases.Count == 0 ? [whole] : [.. phases.Select(phase => loader.Load([phase, .. names], settings))];
    }
}
