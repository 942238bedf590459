namespace Forewarn.Simulation.Tests.Binding;

internal static class Scenes
{
    /// <summary>
    /// Closed forms: a ball in free fall over a floor, and a one-joint arm with motor, site and camera.
    /// </summary>
    public const string BallAndArm = """
        <mujoco>
          <option timestep="0.001" gravity="0 0 -10"/>
          <size njmax="60" nconmax="20"/>
          <visual><quality shadowsize="256"/></visual>
          <worldbody>
            <light pos="0 0 3"/>
            <camera name="top" pos="0 0 5" xyaxes="1 0 0 0 1 0"/>
            <geom name="floor" type="plane" size="5 5 0.1" rgba="0 0 1 1"/>
            <body name="ball" pos="0 1 1">
              <freejoint/>
              <geom name="ball" size="0.25" mass="1" rgba="1 0 0 1"/>
            </body>
            <body name="arm" pos="2 0 1">
              <joint name="hinge" axis="0 0 1"/>
              <geom name="link" type="capsule" fromto="0 0 0 0.5 0 0" size="0.02" mass="1" rgba="0 1 0 1"/>
              <site name="tip" pos="0.5 0 0"/>
            </body>
          </worldbody>
          <actuator><motor name="turn" joint="hinge" gear="2"/></actuator>
        </mujoco>
        """;

    /// <summary>
    /// Boxes dropped on each other beside a driven pendulum with a filtered actuator: contacts and activations.
    /// </summary>
    public const string Pile = """
        <mujoco>
          <option timestep="0.002" cone="elliptic" iterations="20" tolerance="1e-6"/>
          <size njmax="300" nconmax="60"/>
          <worldbody>
            <geom type="plane" size="5 5 0.1"/>
            <body pos="0 0 0.11"><freejoint/><geom type="box" size="0.1 0.1 0.1" mass="1"/></body>
            <body pos="0.05 0.02 0.33" euler="5 3 20"><freejoint/><geom type="box" size="0.1 0.1 0.1" mass="1"/></body>
            <body pos="-0.03 0 0.55"><freejoint/><geom type="box" size="0.08 0.08 0.08" mass="0.5"/></body>
            <body pos="0.4 0 0.5">
              <joint name="swing" axis="0 1 0" damping="0.01"/>
              <geom type="capsule" fromto="0 0 0 0 0 -0.35" size="0.03" mass="0.5"/>
            </body>
          </worldbody>
          <actuator><general joint="swing" dyntype="filter" dynprm="0.05" gainprm="3"/></actuator>
        </mujoco>
        """;
}
