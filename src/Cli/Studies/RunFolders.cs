using System.Globalization;
using Forewarn.Core;

namespace Forewarn.Cli.Studies;

/// <summary>Run folders of evaluations: <c>$FOREWARN_RUNS|runs/&lt;date&gt;/&lt;time&gt;-&lt;name&gt;-s&lt;seed&gt;</c>, never an existing one.</summary>
internal static class RunFolders
{
    /// <exception cref="ForewarnException">The folder cannot be made.</exception>
    public static string Create(string name, ulong seed, TimeProvider time)
    {
        string root = Environment.GetEnvironmentVariable("FOREWARN_RUNS") is { Length: > 0 } set ? set : "runs";
        var now = time.GetLocalNow();
        string stem = Path.Combine(root, now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            string.Create(CultureInfo.InvariantCulture, $"{now:HHmmss}-{name}-s{seed}"));
        string path = stem;
        for (int i = 2; Directory.Exists(path); i++) path = $"{stem}-{i}";
        return At(path);
    }

    /// <summary>Exactly this folder, made if need be.</summary>
    public static string At(string path)
    {
        try
        {
            return Directory.CreateDirectory(path).FullName;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw ForewarnException.Of("run folder", $"'{path}' ({fault.Message.TrimEnd('.')})", "a folder that can be made",
                "Set FOREWARN_RUNS to a place with room.", ExitCode.Environment, fault);
        }
    }
}
