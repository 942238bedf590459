using System.Diagnostics;

namespace Forewarn.Tests;

/// <summary>A file that one test program holds at a time, while it installs or builds what the others use too.</summary>
internal static class HeldFile
{
    /// <summary>Waits until nobody holds it. Disposing lets go.</summary>
    /// <exception cref="IOException">Somebody held it for longer than <paramref name="patience"/>.</exception>
    public static FileStream Hold(string path, TimeSpan patience)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (watch.Elapsed < patience)
            {
                Thread.Sleep(100);
            }
        }
    }
}
