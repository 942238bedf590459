using Forewarn.Core;

namespace Forewarn.Simulation.Worlds;

/// <summary>Measures of the two robots' doorway.</summary>
public sealed record DoorwayOptions
{
    /// <summary>Greatest speed, m/s.</summary>
    public double Speed { get; init; } = 0.8;

    /// <summary>Greatest acceleration, m/s².</summary>
    public double Acceleration { get; init; } = 2;

    /// <summary>Of a robot, m.</summary>
    public double Radius { get; init; } = 0.3;

    /// <summary>Of the opening, m: room for one robot, not for two.</summary>
    public double DoorWidth { get; init; } = 0.9;

    /// <summary>Of the wall, m.</summary>
    public double WallThickness { get; init; } = 0.3;

    /// <summary>Of the simulation, s.</summary>
    public double TimeStep { get; init; } = 0.05;

    /// <summary>Time between recommendations, s.</summary>
    public double Decision { get; init; } = 1;

    /// <summary>Standard deviation of what shakes velocities, m/s per square root of a second.</summary>
    public double Noise { get; init; } = 0.1;

    /// <summary>Half the range that starting places are drawn from along and across the way, m.</summary>
    public double StartSpread { get; init; } = 0.15;

    /// <summary>What a second of touching the other robot costs each of them, in seconds of delay.</summary>
    public double ContactCost { get; init; } = 1;

    /// <summary>Simulation steps between recommendations.</summary>
    public int StepsPerDecision => (int)Math.Round(Decision / TimeStep);

    /// <exception cref="ForewarnException">A value is out of range.</exception>
    public void Validate()
    {
        var check = new SettingCheck("Correct the doorway's options.");
        check.Require(Speed > 0 && double.IsFinite(Speed), "speed", Speed, "more than 0 m/s");
        check.Require(Acceleration > 0 && double.IsFinite(Acceleration), "acceleration", Acceleration, "more than 0 m/s²");
        check.Require(Radius is > 0 and <= 0.4, "radius", Radius, "more than 0 and at most 0.4 m");
        check.Require(DoorWidth > 2 * Radius && DoorWidth < 4 * Radius, "door_width", DoorWidth, "room for one robot and not for two");
        check.Require(WallThickness is > 0 and <= 0.6, "wall_thickness", WallThickness, "more than 0 and at most 0.6 m");
        check.Require(TimeStep is > 0 and <= 0.1, "time_step", TimeStep, "more than 0 and at most 0.1 s");
        check.Require(Decision >= TimeStep, "decision", Decision, "at least one time step");
        check.Require(Noise is >= 0 and <= 1, "noise", Noise, "0 to 1 m/s per square root of a second");
        check.Require(StartSpread is >= 0 and <= 0.3, "start_spread", StartSpread, "0 to 0.3 m");
        check.Require(ContactCost >= 0 && double.IsFinite(ContactCost), "contact_cost", ContactCost, "0 or more");
    }
}
