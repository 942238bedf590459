namespace Forewarn.Simulation.Tasks.Cup.Language;

/// <summary>
/// What a wish accepts. A failed grasp (slip, knock, miss) is never accepted.
/// </summary>
/// <param name="Modes">Accepted ways of holding the mug.</param>
/// <param name="Speed">Required speed, or null when the wish says nothing about it.</param>
/// <param name="Tilt">Required tilt, or null when the wish says nothing about it.</param>
public sealed record WishMeaning(CupModes Modes, CupSpeed? Speed = null, CupTilt? Tilt = null)
{
    public bool Accepts(CupLabel label)
    {
        var held = HeldBy(label);
        return held != CupModes.None && (held & ~Modes) == 0
            && (Speed ?? label.Speed) == label.Speed && (Tilt ?? label.Tilt) == label.Tilt;
    }

    /// <summary>The way of holding that a label shows; a rim grasp without a side could be either, so it is both.</summary>
    public static CupModes HeldBy(CupLabel label) => label switch
    {
        { Outcome: CupOutcome.Handle } => CupModes.Handle,
        { Outcome: CupOutcome.Body } => CupModes.Body,
        { Outcome: CupOutcome.Rim, Side: CupSide.Left } => CupModes.RimLeft,
        { Outcome: CupOutcome.Rim, Side: CupSide.Right } => CupModes.RimRight,
        { Outcome: CupOutcome.Rim } => CupModes.Rim,
        _ => CupModes.None,
    };
}
