using Forewarn.Simulation.MuJoCo;

namespace Forewarn.Cli.Doctor;

/// <summary>Off-screen OpenGL: draws a ball and looks for it.</summary>
internal sealed class GlCheck : IMachineCheck
{
    private const int Size = 32;

    private const string Ball = """
        <mujoco>
          <worldbody>
            <light pos="0 0 2" dir="0 0 -1"/>
            <camera name="eye" pos="0 0 1"/>
            <geom type="sphere" size="0.2" rgba="1 0 0 1"/>
          </worldbody>
        </mujoco>
        """;

    public string Name => "OpenGL";

    public CheckResult Run()
    {
        const string Packages = "apt-get install libegl1 libegl-mesa0 libgl1-mesa-dri";
        if (!MujocoLibrary.IsAvailable(out _)) return new(Name, CheckState.Limited, "not looked at: MuJoCo is missing", Packages);
        if (!Renderer.IsAvailable(out string? reason)) return new(Name, CheckState.Missing, reason, Packages);
        using var model = MujocoModel.LoadXml(Ball, "ball");
        using var data = new MujocoData(model);
        data.Forward();
        using var renderer = new Renderer(model, Size, Size);
        var picture = new byte[Size * Size * 3];
        renderer.Render(data, 0, picture);
        int middle = (Size / 2 * Size + Size / 2) * 3;
        bool sees = picture[middle] > 60 && picture[middle] > 2 * picture[0] && picture[middle] > 2 * picture[middle + 1];
        return sees
            ? new(Name, CheckState.Works, $"{Renderer.Platform}; a test picture shows what it should")
            : new(Name, CheckState.Missing, $"{Renderer.Platform}; a test picture does not show the ball in it", Packages);
    }
}
