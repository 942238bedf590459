namespace Forewarn.Core;

/// <summary>Writes a folder whole or not at all: under a temporary name beside it first, then renamed.</summary>
public static class AtomicFolder
{
    /// <param name="folder">An earlier one there is replaced.</param>
    /// <param name="write">Fills the folder it is given; an exception from it leaves the earlier one as it was.</param>
    /// <exception cref="ForewarnException">The place cannot be written or the disk is full; nothing is left behind.</exception>
    public static void Write(string folder, Action<string> write)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        string temporary = folder + ".tmp", old = folder + ".old";
        try
        {
            // A kill between the two renames below left the earlier folder under its other name.
            if (!Directory.Exists(folder) && Directory.Exists(old)) Directory.Move(old, folder);
            foreach (string stale in new[] { temporary, old }) if (Directory.Exists(stale)) Directory.Delete(stale, true);
            Directory.CreateDirectory(temporary);
            write(temporary);
            if (Directory.Exists(folder)) Directory.Move(folder, old);
            Directory.Move(temporary, folder);
            if (Directory.Exists(old)) Directory.Delete(old, true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Withdraw();
            throw AtomicFile.Unwritable(folder, fault);
        }
        catch
        {
            Withdraw();
            throw;
        }

        void Withdraw()
        {
            if (!Directory.Exists(folder) && Directory.Exists(old)) Directory.Move(old, folder);
            if (Directory.Exists(temporary)) Directory.Delete(temporary, true);
        }
    }
}
