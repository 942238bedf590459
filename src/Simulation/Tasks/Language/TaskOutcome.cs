namespace Forewarn.Simulation.Tasks.Language;

/// <summary>A way in which a plan can end: a success, which a person can ask for by its part, or a failure.</summary>
public sealed record TaskOutcome
{
    /// <summary>As labels have it, for example <c>rim</c>, <c>slip</c>.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Words for the part of a success (the rim by which a mug is held, the side from which something is laid down); null for a failure.
    /// </summary>
    public Synonyms? Part { get; init; }

    /// <summary>
    /// Whether the label's side belongs to it. A part with sides is divided into a left and a right one that can be asked for; a narration
    /// of a failure says to which side it went.
    /// </summary>
    public bool Sided { get; init; }

    /// <summary>
    /// Slots: <c>{object}</c>, <c>{subject}</c>, <c>{part}</c> of a success, <c>{to}</c> of a failure with sides, the attributes told, and
    /// the language's verbs.
    /// </summary>
    public required SentenceFrames Narrations { get; init; }

    /// <summary>Attributes that its narrations tell; null for all of a success and none of a failure.</summary>
    public IReadOnlyList<string>? Tells { get; init; }

    /// <summary>Words that only narrations of this failure have; a success is known by its part.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>The one word that answers "what happens ?".</summary>
    public required string Answer { get; init; }

    /// <summary>Share of random labels; null divides 0.66 among the successes and 0.34 among the failures.</summary>
    public double? Share { get; init; }

    public bool Succeeds => Part is not null;
}
