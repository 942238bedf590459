using Forewarn.Core;
using Forewarn.Simulation.MuJoCo;

namespace Forewarn.Simulation.Tests.Binding;

public sealed class RendererTests
{
    /// <summary>Names a file with the picture another platform made of the same scene.</summary>
    internal const string ExpectedPicture = "FOREWARN_TEST_PICTURE";

    private const int Size = 64;

    [Fact]
    public void A_picture_shows_the_scene_with_its_top_row_first()
    {
        Requires.OpenGl();
        using var model = MujocoModel.LoadXml(Scenes.BallAndArm);
        var rgb = Picture(model);

        // Seen from above, the ball at y = +1 is in the upper half of the middle column and nowhere below.
        var rows = Enumerable.Range(0, Size).Where(y => IsRed(rgb, y, Size / 2)).ToArray();
        Assert.NotEmpty(rows);
        Assert.All(rows, y => Assert.InRange(y, 0, Size / 2 - 1));
        Assert.True(rgb[(Size * Size - Size / 2) * 3 + 2] > 80, "the floor below is blue");
        if (Environment.GetEnvironmentVariable(ExpectedPicture) is { Length: > 0 } path)
            Assert.Equal(File.ReadAllBytes(path), rgb);
    }

    [Fact]
    public void The_same_state_gives_the_same_bytes_from_two_renderers_on_two_threads()
    {
        Requires.OpenGl();
        using var model = MujocoModel.LoadXml(Scenes.BallAndArm);
        var pictures = new byte[2][];
        Parallel.For(0, 2, i => pictures[i] = Picture(model));
        Assert.Equal(pictures[0], pictures[1]);
    }

    [Fact]
    public void One_renderer_may_be_called_from_different_threads_in_turn()
    {
        Requires.OpenGl();
        using var model = MujocoModel.LoadXml(Scenes.BallAndArm);
        using var data = new MujocoData(model);
        data.Forward();
        using var renderer = new Renderer(model, Size, Size);
        var pictures = new byte[3][];
        for (int i = 0; i < pictures.Length; i++)
        {
            int k = i;
            var thread = new Thread(() => renderer.Render(data, 0, pictures[k] = new byte[Size * Size * 3]));
            thread.Start();
            thread.Join();
        }
        Assert.Equal(pictures[0], pictures[1]);
        Assert.Equal(pictures[0], pictures[2]);
    }

    [Fact]
    public void Fast_quality_drops_the_shadow_and_leaves_the_model_as_it_was()
    {
        Requires.OpenGl();
        using var model = MujocoModel.LoadXml(Scenes.BallAndArm);
        var before = Picture(model, RenderQuality.Scene);
        var fast = Picture(model, RenderQuality.Fast);
        var after = Picture(model, RenderQuality.Scene);
        Assert.Equal(before, after);
        Assert.NotEqual(before, fast);
    }

    [Fact]
    public void Wrong_camera_buffer_or_model_is_refused()
    {
        Requires.OpenGl();
        using var model = MujocoModel.LoadXml(Scenes.BallAndArm);
        using var other = MujocoModel.LoadXml(Scenes.BallAndArm);
        using var data = new MujocoData(model);
        using var stranger = new MujocoData(other);
        var renderer = new Renderer(model, Size, Size);
        var rgb = new byte[Size * Size * 3];
        Assert.Throws<ArgumentOutOfRangeException>(() => renderer.Render(data, 1, rgb));
        Assert.Throws<ForewarnException>(() => renderer.Render(data, 0, new byte[rgb.Length - 1]));
        Assert.Throws<ForewarnException>(() => renderer.Render(stranger, 0, rgb));
        renderer.Dispose();
        renderer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => renderer.Render(data, 0, rgb));
    }

    internal static byte[] Picture(MujocoModel model, RenderQuality quality = RenderQuality.Fast)
    {
        using var data = new MujocoData(model);
        data.Forward();
        using var renderer = new Renderer(model, Size, Size, quality);
        var rgb = new byte[Size * Size * 3];
        renderer.Render(data, model.Id(MujocoObject.Camera, "top"), rgb);
        return rgb;
    }

    private static bool IsRed(byte[] rgb, int y, int x)
    {
        int at = (y * Size + x) * 3;
        return rgb[at] > 2 * rgb[at + 1] && rgb[at] > 2 * rgb[at + 2];
    }
}
