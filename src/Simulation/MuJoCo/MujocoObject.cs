namespace Forewarn.Simulation.MuJoCo;

/// <summary>Kinds of named things in a model; the numbers are MuJoCo's <c>mjtObj</c>.</summary>
public enum MujocoObject
{
    Body = 1,
    Joint = 3,
    Geom = 5,
    Site = 6,
    Camera = 7,
    Light = 8,
    Mesh = 9,
    Material = 13,
    Equality = 16,
    Tendon = 17,
    Actuator = 18,
    Sensor = 19,
    Key = 23,
}
