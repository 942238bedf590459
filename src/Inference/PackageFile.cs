using Forewarn.Core;

namespace Forewarn.Inference;

/// <summary>Reads the files of a package; messages name the file and the way out.</summary>
internal static class PackageFile
{
    public static byte[] Read(string folder, string name)
    {
        string path = Path.Combine(folder, name);
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception cause) when (cause is FileNotFoundException or DirectoryNotFoundException)
        {
            throw ForewarnException.Of(path, "no such file", $"'{name}' in the package",
                "Copy the package again, whole, or export it again.", ExitCode.Usage, cause);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw ForewarnException.Of(
                path, cause.Message, "a readable file", "Check its permissions.", ExitCode.Environment, cause);
        }
    }
}
