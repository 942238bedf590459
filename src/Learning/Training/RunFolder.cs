using Forewarn.Core;

namespace Forewarn.Learning.Training;

/// <summary>
/// One training's folder (see <see cref="RunFolders"/>): <c>config.yaml</c>, <c>metrics.jsonl</c>, <c>events.out.tfevents.*</c>, <c>checkpoints/</c> and <c>figures/</c>.
/// Never overwrites another run.
/// </summary>
public sealed class RunFolder
{
    private RunFolder(string path) => Path = path;

    public string Path { get; }

    public string Checkpoints => File("checkpoints");

    public string Figures => File("figures");

    /// <summary>The newest checkpoint.</summary>
    public string LastCheckpoint => System.IO.Path.Combine(Checkpoints, "last.safetensors");

    /// <summary>
    /// Makes a new folder below <paramref name="root"/>; see <see cref="RunFolders.Create"/>.
    /// </summary>
    /// <exception cref="ForewarnException">The folder cannot be made.</exception>
    public static RunFolder Create(string name, ulong seed, TimeProvider? time = null, string? root = null) =>
        At(RunFolders.Create(name, seed, time ?? TimeProvider.System, root));

    /// <summary>Uses (or makes) exactly this folder; for <c>--resume</c> and tests.</summary>
    /// <exception cref="ForewarnException">The folder cannot be made.</exception>
    public static RunFolder At(string path)
    {
        var folder = Existing(path);
        RunFolders.At(folder.Checkpoints);
        RunFolders.At(folder.Figures);
        return folder;
    }

    /// <summary>Names the folder of an earlier run, to read from; makes nothing.</summary>
    public static RunFolder Existing(string path) => new(System.IO.Path.GetFullPath(path));

    /// <summary>Path of a file in this folder.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes <c>config.yaml</c> from any option records, one section each.</summary>
    public void WriteConfig(params ReadOnlySpan<(string Section, object Options)> sections) =>
        AtomicFile.WriteText(File("config.yaml"), ConfigYaml.Render(sections));
}
