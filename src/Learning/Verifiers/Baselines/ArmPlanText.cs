using Forewarn.Core;

namespace Forewarn.Learning.Verifiers;

/// <summary>
/// How plans of the arm are written: every fourth row as nine digits, positions in half centimeters from a corner of
/// the table, the yaw in steps of two degrees from -100, a finger's opening in steps of six millimeters. Ten words, 99
/// tokens: a digit is one token, and so is the space in front of a word. Whole centimeters would be no shorter.
/// </summary>
public static class ArmPlanText
{
    public static PlanText Form { get; } = new(4,
    [
        new("x_m", 0.3, 0.005, 2), new("y_m", -0.25, 0.005, 2), new("z_m", 0, 0.005, 2), new("yaw_rad", -1.7453, 0.034907, 2),
        new("width_m", 0, 0.006, 1),
    ]);
}
