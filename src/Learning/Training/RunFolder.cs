using System.Globalization;
using Forewarn.Core;

namespace Forewarn.Learning.Training;

/// <summary>
/// One run's folder:
/// <c>$FOREWARN_RUNS|runs/&lt;date&gt;/&lt;time&gt;-&lt;name&gt;-s&lt;seed&gt;/</c> with <c>config.yaml</c>,
/// <c>metrics.jsonl</c>, <c>events.out.tfevents.*</c>, <c>checkpoints/</c> and <c>figures/</c>.
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
    /// Makes a new folder below <paramref name="root"/>; a second run in the same second gets a suffix.
    /// </summary>
    /// <exception cref="ForewarnException">The folder cannot be made.</exception>
    public static RunFolder Create(string name, ulong seed, TimeProvider? time = null, string? root = null)
    {
        root ??= Environment.GetEnvironmentVariable("FOREWARN_RUNS") is { Length: > 0 } set ? set : "runs";
        var now = (time ?? TimeProvider.System).GetLocalNow();
        string day = now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string stem = string.Create(CultureInfo.InvariantCulture, $"{now:HHmmss}-{name}-s{seed}");
        try
        {
            Directory.CreateDirectory(System.IO.Path.Combine(root, day));
            for (int i = 1; ; i++)
            {
                string path = System.IO.Path.Combine(root, day, i == 1 ? stem : $"{stem}-{i}");
                if (Directory.Exists(path)) continue;
                return At(path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw AtomicFile.Unwritable(root, e);
        }
    }

    /// <summary>Uses (or makes) exactly this folder; for <c>--resume</c> and tests.</summary>
    /// <exception cref="ForewarnException">The folder cannot be made.</exception>
    public static RunFolder At(string path)
    {
        var folder = new RunFolder(System.IO.Path.GetFullPath(path));
        try
        {
            Directory.CreateDirectory(folder.Checkpoints);
            Directory.CreateDirectory(folder.Figures);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw AtomicFile.Unwritable(path, e);
        }
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
