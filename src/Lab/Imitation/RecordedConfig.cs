using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Core;
using Forewarn.Learning.Training;

namespace Forewarn.Lab.Imitation;

/// <summary>The configuration that a run was started with.</summary>
internal static class RecordedConfig
{
    /// <param name="settings"><c>section.key=value</c> over it.</param>
    /// <exception cref="ForewarnException">The run has none, or a key is wrong.</exception>
    public static ResolvedConfig Read(Session session, RunFolder folder, IReadOnlyList<string> settings)
    {
        string path = folder.File("config.yaml");
        if (!File.Exists(path))
            throw ForewarnException.Of($"run '{folder.Path}'", "no config.yaml", "a run as it was written", "Name another run.", ExitCode.Usage);
        return new ConfigLoader(session.Home.Configs, session.Schema).LoadRecorded(File.ReadAllText(path), settings);
    }
}
