namespace Forewarn.Core;

/// <summary>How the numbers of a plan are to be read.</summary>
/// <param name="Representation"><c>absolute</c> (targets) or <c>delta</c> (increments).</param>
/// <param name="Frame">Coordinate frame of poses, for example <c>base</c>.</param>
/// <param name="RateHz">Rows per second.</param>
/// <param name="Names">One name per column with its unit, for example <c>x_m</c>, <c>yaw_rad</c>.</param>
public sealed record ActionSpec(string Representation, string Frame, double RateHz, IReadOnlyList<string> Names)
{
    /// <summary>Width <c>A</c> of a row.</summary>
    public int Width => Names.Count;

    public bool Matches(ActionSpec other) =>
        Representation == other.Representation && Frame == other.Frame && RateHz == other.RateHz && Names.SequenceEqual(other.Names);
}
