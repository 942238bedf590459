namespace Forewarn.Simulation.Tasks.Cup.Language;

/// <summary>What a narration says; null where it says nothing.</summary>
public sealed record ParsedNarration(CupOutcome Outcome, CupSide Side, CupSpeed? Speed, CupTilt? Tilt)
{
    /// <summary>What any narration of <paramref name="label"/> says: failed grasps carry no speed and no tilt.</summary>
    public static ParsedNarration Of(CupLabel label) => label.Outcome switch
    {
        CupOutcome.Handle or CupOutcome.Body => new(label.Outcome, CupSide.None, label.Speed, label.Tilt),
        CupOutcome.Rim => new(label.Outcome, label.Side, label.Speed, label.Tilt),
        CupOutcome.Knock => new(label.Outcome, label.Side, null, null),
        _ => new(label.Outcome, CupSide.None, null, null),
    };
}
