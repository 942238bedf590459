using Forewarn.Core;

namespace Forewarn.Simulation.MuJoCo;

/// <summary>
/// Reads a model whose counts are all different through the layout table. A library built with other settings (single
/// precision, patched structs) reports the right version and would corrupt memory later; here it fails at once.
/// </summary>
internal static class MujocoSelfTest
{
    private const string Scene = """
        <mujoco>
          <compiler angle="radian"/>
          <option timestep="0.0035"/>
          <size njmax="20" nconmax="5"/>
          <worldbody>
            <site name="a" pos="1 2 3"/>
            <site name="b"/>
            <site name="c"/>
            <body name="free" pos="1.25 -0.5 2">
              <freejoint/>
              <geom size="0.1" mass="1.5"/>
              <body name="arm" pos="0 0 -0.4">
                <joint name="j0" axis="0 1 0"/>
                <geom size="0.05" mass="0.25"/>
                <body>
                  <joint name="j1" axis="0 1 0" ref="0.3"/>
                  <geom size="0.05" mass="0.125"/>
                </body>
              </body>
            </body>
          </worldbody>
          <actuator><motor joint="j0"/></actuator>
        </mujoco>
        """;

    public static void Run(MujocoRuntime runtime)
    {
        using var model = MujocoModel.LoadXml(runtime, Scene, "self-test");
        Expect("counts", (model.Nq, model.Nv, model.Nu, model.Nbody, model.Nsite), (9, 8, 1, 4, 3));
        Expect("mjtNum", runtime.Layout.Size("mjtNum"), sizeof(double));
        Expect("time step", model.TimeStep, 0.0035);
        Expect("masses", Text(model.Doubles("body_mass")), "0 1.5 0.25 0.125");
        using var data = new MujocoData(model);
        Expect("qpos", Text(data.Qpos), "1.25 -0.5 2 1 0 0 0 0 0.3");
        data.Forward();
        Expect("site position", Text(data.SiteXpos(model.Id(MujocoObject.Site, "a"))), "1 2 3");
        Expect("body position", Text(data.Xpos(model.Id(MujocoObject.Body, "arm"))), "1.25 -0.5 1.6");
        data.Step(2);
        Expect("time", data.Time, 0.007);
    }

    private static string Text(ReadOnlySpan<double> values) =>
        string.Join(' ', values.ToArray().Select(v =>
            v.ToString("G12", System.Globalization.CultureInfo.InvariantCulture)));

    private static void Expect<T>(string thing, T found, T wanted)
    {
        if (!EqualityComparer<T>.Default.Equals(found, wanted))
            throw ForewarnException.Of($"MuJoCo self-test, {thing}", $"{found}", $"{wanted}",
                "The library does not match its version's layout; install Debian's libmujoco2.2.2.",
                ExitCode.Environment);
    }
}
