using System.Text;

namespace Forewarn.Core;

/// <summary>Writes a file whole or not at all: to a temporary name beside it first, then renamed.</summary>
public static class AtomicFile
{
    /// <param name="path">An earlier file there is replaced; the folder is made if need be.</param>
    /// <param name="write">Writes the content; an <see cref="IOException"/> from it leaves the earlier file as it was.</param>
    /// <exception cref="ForewarnException">The place cannot be written or the disk is full; nothing is left behind.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string temporary = path + ".tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Discard(temporary);
            throw Unwritable(path, fault);
        }
    }

    /// <summary>As <see cref="Write"/>, in UTF-8 without a byte-order mark.</summary>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    /// <summary>The error of a file or folder that cannot be written, with the system's reason.</summary>
    public static ForewarnException Unwritable(string path, Exception cause) => ForewarnException.Of(
        $"'{path}'", cause.Message.TrimEnd('.'), "a writable place with enough free space",
        "Free some space or choose another folder (FOREWARN_RUNS); what was saved before is intact.", ExitCode.Environment, cause);

    private static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The first error is the one to report.
        }
    }
}
