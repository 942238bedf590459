using Forewarn.Core;
using Forewarn.Learning.Policies;
using Forewarn.Recording.LeRobot;

namespace Forewarn.Learning.Tests.Policies;

public sealed class LeRobotDemonstrationsTests : IDisposable
{
    private const int Size = 4;

    private static readonly ActionSpec Spec = new("absolute", "base", 10, ["x_m", "y_m"]);

    private readonly string _folder = Directory.CreateTempSubdirectory("forewarn-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(10, false)]
    [InlineData(5, true)]
    public void First_pictures_and_whole_plans_are_taken(int fps, bool isCovered)
    {
        using var set = LeRobotDemonstrations.Load(Write(fps, isCovered), Spec, 6, ["front", "wrist"], Size);
        Assert.Equal((2, 6, 2), (set.Count, set.Steps, set.Scenes.Cameras));
        float[] first = set.Plans[1].data<float>().ToArray();
        Assert.Equal([100f, 0, 101, 0, 102, 0, 103, 0, 104, 0, 105, 0], first);
        Assert.Equal(Picture(1, 0, 1), set.Scenes.Pictures[1, 1].contiguous().data<byte>().ToArray());
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        string folder = Write(10, false);
        Refuses("'observation.images.top'", () => LeRobotDemonstrations.Load(folder, Spec, 6, ["top"], Size));
        Refuses("image [8, 8, 3]", () => LeRobotDemonstrations.Load(folder, Spec, 6, ["front"], 8));
        Refuses("9 at least", () => LeRobotDemonstrations.Load(folder, Spec, 9, ["front"], Size));
        Refuses("at 10 fps", () => LeRobotDemonstrations.Load(folder, Spec with { RateHz = 20 }, 6, ["front"], Size));
    }

    private static void Refuses(string named, Action load) =>
        Assert.Contains(named, Assert.Throws<ForewarnException>(load).Message, StringComparison.Ordinal);

    // Eight plan rows an episode: one a frame, or two a frame beside an action that is only the second of them.
    private string Write(int fps, bool isCovered)
    {
        string folder = Path.Combine(_folder, "set");
        LeRobotFeature[] features =
        [
            LeRobotFeature.Camera("observation.images.front", Size, Size), LeRobotFeature.Camera("observation.images.wrist", Size, Size),
            LeRobotFeature.Floats("action", Spec.Names),
        ];
        if (isCovered) features = [.. features, LeRobotFeature.Floats("plan.rows", ["a", "b", "c", "d"])];
        using var writer = new LeRobotWriter(folder, new(fps, features));
        for (int e = 0; e < 2; e++)
        {
            for (int f = 0; f < (isCovered ? 4 : 8); f++)
            {
                int row = e * 100 + f * (isCovered ? 2 : 1);
                var frame = new Dictionary<string, Array>
                {
                    ["observation.images.front"] = PngWriter.Encode(Picture(e, f, 0), Size, Size),
                    ["observation.images.wrist"] = PngWriter.Encode(Picture(e, f, 1), Size, Size),
                    ["action"] = new float[] { isCovered ? row + 1 : row, 0 },
                };
                if (isCovered) frame["plan.rows"] = new float[] { row, 0, row + 1, 0 };
                writer.AddFrame("reach", frame);
            }
            writer.CloseEpisode();
        }
        writer.Complete();
        return folder;
    }

    private static byte[] Picture(int episode, int frame, int camera) =>
        [.. Enumerable.Range(0, Size * Size * 3).Select(i => (byte)(i + episode * 50 + frame * 7 + camera * 100))];
}
