using System.Globalization;
using Forewarn.Core;
using Forewarn.Simulation;
using Forewarn.Simulation.Misspecification;

namespace Forewarn.Lab.Imitation;

/// <summary>
/// One respect in which a learner differs from its expert, as the command line spells it: <c>gear=0.5</c> or <c>gear.MOTOR=0.5</c>,
/// <c>clip=0.4</c> or <c>clip.MOTOR=0.4</c>, <c>delay=2</c> steps, <c>hide=5-10</c> or <c>hide=3,7</c> columns of the observation.
/// </summary>
internal static class LearnerChange
{
    private static readonly string[] Known = ["clip", "delay", "gear", "hide"];

    /// <exception cref="ForewarnException">No such change or motor, or a value that is none.</exception>
    public static IStateEnvironment Apply(IStateEnvironment inner, string change)
    {
        int equals = change.IndexOf('=', StringComparison.Ordinal);
        string left = equals < 0 ? change : change[..equals], value = equals < 0 ? "" : change[(equals + 1)..];
        int dot = left.IndexOf('.', StringComparison.Ordinal);
        string name = dot < 0 ? left : left[..dot], motor = dot < 0 ? "" : left[(dot + 1)..];
        return name switch
        {
            "gear" => new ScaledActions(inner, PerMotor(inner, motor, Number(change, value))),
            "clip" => new ClippedActions(inner, PerMotor(inner, motor, Number(change, value))),
            "delay" when motor.Length == 0 => new DelayedActions(inner, Whole(change, value)),
            "hide" when motor.Length == 0 => new HiddenColumns(inner, Columns(change, value)),
            _ => throw new ForewarnException($"Unknown misspecification '{left}'. {NearestName.Advice(name, Known)}", ExitCode.Usage),
        };
    }

    /// <summary>One number for all motors, or 1 for all but the named one.</summary>
    private static float[] PerMotor(IStateEnvironment inner, string motor, float value)
    {
        if (motor.Length == 0) return [value];
        var names = inner.ActionSpec.Names;
        int column = names.ToList().IndexOf(motor);
        if (column < 0) throw new ForewarnException($"Unknown motor '{motor}'. {NearestName.Advice(motor, names)}", ExitCode.Usage);
        return [.. names.Select((_, i) => i == column ? value : 1)];
    }

    private static float Number(string change, string value) =>
        float.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out float number) ? number : throw Wrong(change, value, "a number");

    private static int Whole(string change, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : throw Wrong(change, value, "a whole number");

    private static int[] Columns(string change, string value) => [.. value.Split(',').SelectMany(part => part.Split('-') switch
    {
        [var one] => [Whole(change, one)],
        [var first, var last] when Whole(change, first) <= Whole(change, last) =>
            Enumerable.Range(Whole(change, first), Whole(change, last) - Whole(change, first) + 1),
        _ => throw Wrong(change, value, "columns as in 5-10 or 3,7"),
    })];

    private static ForewarnException Wrong(string change, string value, string wanted) => ForewarnException.Of(
        $"--misspecify {change.Split('=')[0]}", value.Length == 0 ? "nothing" : $"'{value}'", wanted,
        "Write gear=0.5, clip=0.4, delay=2 or hide=5-10 for example.", ExitCode.Usage);
}
