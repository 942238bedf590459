namespace Forewarn.Simulation.Tasks.Cup.Language;

/// <summary>A question about one plan with a one-word answer.</summary>
/// <param name="Text">Words of the question, with its mark.</param>
/// <param name="Answers">Every possible answer.</param>
/// <param name="Answer">The true answer, or null when the question makes no sense for the label.</param>
public sealed record CupQuestion(string Text, IReadOnlyList<string> Answers, Func<CupLabel, string?> Answer)
{
    /// <summary>Every question that the verifier learns to answer.</summary>
    public static readonly IReadOnlyList<CupQuestion> All =
    [
        new("what happens ?", ["lifts", "slips", "knocks", "misses"], l => l.Outcome switch
        {
            CupOutcome.Slip => "slips",
            CupOutcome.Knock => "knocks",
            CupOutcome.Miss => "misses",
            _ => "lifts",
        }),
        new("held by ?", ["handle", "rim", "body", "nothing"], l => l.Outcome switch
        {
            CupOutcome.Handle => "handle",
            CupOutcome.Rim => "rim",
            CupOutcome.Body => "body",
            _ => "nothing",
        }),
        new("which side ?", ["left", "right"], l => l.Side switch
        {
            CupSide.Left => "left",
            CupSide.Right => "right",
            _ => null,
        }),
        new("how fast ?", ["slowly", "fast"], l => !l.Held ? null : l.Speed == CupSpeed.Slow ? "slowly" : "fast"),
        new("how level ?", ["upright", "tilted"], l => !l.Held ? null : l.Tilt == CupTilt.Upright ? "upright" : "tilted"),
    ];
}
