using Forewarn.Core;

namespace Forewarn.Cli.CommandLine;

/// <summary>Reads keys from files, so that no command line shows them.</summary>
internal static class KeyFile
{
    /// <param name="option">That named the file.</param>
    /// <returns>Null when no file was named.</returns>
    /// <exception cref="ForewarnException">It cannot be read or is empty.</exception>
    public static string? Read(string option, FileInfo? file)
    {
        if (file is null) return null;
        string text;
        try
        {
            text = File.ReadAllText(file.FullName).Trim();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw ForewarnException.Of(option, $"'{file.FullName}' ({fault.Message.TrimEnd('.')})", "a file that can be read",
                "Name another one.", ExitCode.Usage, fault);
        }
        return text.Length > 0 ? text : throw ForewarnException.Of(option, $"'{file.FullName}', which is empty", "a file with the key",
            "Write the key into it.", ExitCode.Usage);
    }
}
