using Forewarn.Core;

namespace Forewarn.Cli.Configs;

/// <summary>A key in a file of its own: on a command line, every user of the machine could read it.</summary>
internal static class KeyFile
{
    /// <param name="option">That named the file, for messages.</param>
    /// <param name="file">Null for none.</param>
    /// <returns>Null where no file was named.</returns>
    /// <exception cref="ForewarnException">It cannot be read, or is empty.</exception>
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
        return text.Length > 0 ? text : throw ForewarnException.Of(
            option, $"'{file.FullName}', which is empty", "a file with the key", "Write the key into it.", ExitCode.Usage);
    }
}
