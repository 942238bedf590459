using Forewarn.Core;
using Forewarn.Recording.LeRobot;

namespace Forewarn.Recording.Tests.LeRobot;

/// <summary>A small data set of every kind of feature; the value of everything follows from its place.</summary>
internal static class SampleDataSet
{
    public static readonly int[] Lengths = [3, 1, 4];

    public static readonly LeRobotFeature[] Features =
    [
        LeRobotFeature.Camera("observation.images.front", 4, 5), LeRobotFeature.Floats("observation.state", ["a", "b", "c"]),
        LeRobotFeature.Floats("action", ["x", "y"]), new("grid", "float64", [2, 3]), new("deep", "int32", [2, 1, 2]),
        new("flag", "bool", [1]), new("count", "uint8", [2]), new("level", "int16", [1]), new("note", "string", [1]),
    ];

    public static void Write(string folder, int megabytes = 100, int chunksSize = 1000, int[]? lengths = null)
    {
        using var writer = new LeRobotWriter(folder, new(10, Features)
        {
            RobotType = "arm", DataFilesSizeInMb = megabytes, ChunksSize = chunksSize,
        });
        lengths ??= Lengths;
        for (int e = 0; e < lengths.Length; e++)
        {
            for (int f = 0; f < lengths[e]; f++) writer.AddFrame(Task(e), Frame(e, f));
            writer.CloseEpisode();
        }
        writer.Complete();
    }

    public static string Task(int episode) => episode % 2 == 0 ? "hold the mug by its handle" : "stoß die Tasse um";

    public static Dictionary<string, Array> Frame(int episode, int frame)
    {
        float v = episode * 10 + frame;
        return new()
        {
            ["observation.images.front"] = Png(episode, frame),
            ["observation.state"] = new[] { v, v + 0.5f, -v },
            ["action"] = new[] { v / 3, 1e-20f },
            ["grid"] = new double[] { v, v + 1, v + 2, v + 3, v + 4, v + 5 },
            ["deep"] = new int[] { frame, -1, int.MaxValue, int.MinValue },
            ["flag"] = new[] { frame % 2 == 1 },
            ["count"] = new byte[] { (byte)frame, 255 },
            ["level"] = new short[] { (short)(-300 + frame) },
            ["note"] = new[] { $"e{episode} f{frame}" },
        };
    }

    public static byte[] Png(int episode, int frame) =>
        PngWriter.Encode([.. Enumerable.Range(0, 60).Select(i => (byte)(i * 3 + episode * 20 + frame))], 4, 5);
}
