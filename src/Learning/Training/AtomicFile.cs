using Forewarn.Core;

namespace Forewarn.Learning.Training;

/// <summary>Writes files and folders whole or not at all: to a temporary name first, then renamed.</summary>
public static class AtomicFile
{
    /// <exception cref="ForewarnException">The place cannot be written or the disk is full; nothing is left
    /// behind.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string temporary = path + ".tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            try { File.Delete(temporary); } catch (IOException) { /* the first error is the one to report */ }
            throw Unwritable(path, e);
        }
    }

    public static void WriteText(string path, string text) =>
        Write(path, s => s.Write(System.Text.Encoding.UTF8.GetBytes(text)));

    internal static ForewarnException Unwritable(string path, Exception cause) => ForewarnException.Of(
        $"'{path}'", cause.Message.TrimEnd('.'), "a writable place with enough free space",
        "Free some space or choose another folder (FOREWARN_RUNS); what was saved before is intact.",
            ExitCode.Environment, cause);
}
