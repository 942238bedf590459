using Forewarn.Learning.Training;

namespace Forewarn.Learning.Tests.Reinforcement;

/// <summary>Snapshots by way of the disk.</summary>
internal static class Snapshots
{
    public static void Move(ISnapshot from, ISnapshot to)
    {
        string file = Path.GetTempFileName();
        try
        {
            Write(from, file);
            using var reader = SnapshotReader.Open(file);
            to.Load(reader);
        }
        finally
        {
            File.Delete(file);
        }
    }

    public static byte[] Bytes(ISnapshot of)
    {
        string file = Path.GetTempFileName();
        try
        {
            Write(of, file);
            return File.ReadAllBytes(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void Write(ISnapshot of, string file)
    {
        var writer = new SnapshotWriter();
        of.Save(writer);
        writer.Write(file, new Dictionary<string, string>());
    }
}
