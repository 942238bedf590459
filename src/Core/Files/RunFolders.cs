using System.Globalization;

namespace Forewarn.Core;

/// <summary>
/// Where runs leave what they make: <c>$FOREWARN_RUNS|runs/&lt;date&gt;/&lt;time&gt;-&lt;name&gt;-s&lt;seed&gt;</c>, in
/// local time, never an existing folder.
/// </summary>
public static class RunFolders
{
    /// <summary><c>$FOREWARN_RUNS</c>, or <c>runs</c> below the working folder.</summary>
    public static string Root => Environment.GetEnvironmentVariable("FOREWARN_RUNS") is { Length: > 0 } set ? set : "runs";

    /// <summary>Makes a new folder; a second run of the same second gets a number.</summary>
    /// <param name="root">Where dates lie; null = <see cref="Root"/>.</param>
    /// <returns>Its full path.</returns>
    /// <exception cref="ForewarnException">The folder cannot be made.</exception>
    public static string Create(string name, ulong seed, TimeProvider time, string? root = null)
    {
        var now = time.GetLocalNow();
        string stem = Path.Combine(root ?? Root, now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            string.Create(CultureInfo.InvariantCulture, $"{now:HHmmss}-{name}-s{seed}"));
        string path = stem;
        for (int i = 2; Directory.Exists(path); i++) path = $"{stem}-{i}";
        return At(path);
    }

    /// <summary>Exactly this folder, made if need be.</summary>
    /// <returns>Its full path.</returns>
    /// <exception cref="ForewarnException">The folder cannot be made.</exception>
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
