using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Simulation.Tasks.Cup;

/// <summary>The truth about one executed plan. For data sets and evaluation; no model sees it at run time.</summary>
public sealed record CupLabel(CupOutcome Outcome, CupSide Side, Pace Speed, CupTilt Tilt)
{
    /// <summary>Name of the mode for wishes: <c>handle</c>, <c>rim-left</c>, <c>rim-right</c>, <c>body</c>, <c>slip</c>, <c>knock</c>, <c>miss</c>.</summary>
    public string Mode => Outcome switch
    {
        CupOutcome.Rim => Side == CupSide.Left ? "rim-left" : "rim-right",
        _ => Outcome.ToString().ToLowerInvariant(),
    };

    public bool Held => Outcome is CupOutcome.Handle or CupOutcome.Rim or CupOutcome.Body;

    /// <summary>The same in words, as data sets keep it.</summary>
    public TaskLabel Words => new(TaskLabel.Word(Outcome), ("side", TaskLabel.Word(Side)), ("speed", TaskLabel.Word(Speed)), ("tilt", TaskLabel.Word(Tilt)));

    /// <summary>The label that <see cref="Words"/> says.</summary>
    /// <exception cref="ArgumentException">The words are of another task.</exception>
    public static CupLabel Of(TaskLabel words) => new(
        Enum.Parse<CupOutcome>(words.Outcome, ignoreCase: true), Enum.Parse<CupSide>(words["side"], ignoreCase: true),
        Enum.Parse<Pace>(words["speed"], ignoreCase: true), Enum.Parse<CupTilt>(words["tilt"], ignoreCase: true));

    /// <summary>True when <paramref name="mode"/> is this label's mode or its family (<c>rim</c> covers both sides).</summary>
    public bool Is(string mode) => mode == Mode || mode == Outcome.ToString().ToLowerInvariant();
}
