namespace Forewarn.Simulation.Tasks.Cup.Language;

/// <summary>Sentence frames of narrations, by outcome; the first training frame is the canonical one.</summary>
internal static class NarrationFrames
{
    public static readonly string[] LiftTrain =
    [
        "{lifts} the {mug} by the {part}, {speed}, {tilt}.",
        "{subject} {lifts} the {mug} by the {part} {speed} and keeps it {tilt}.",
        "{speed} {lifts} the {mug} at the {part}, held {tilt}.",
        "{subject} holds the {mug} by its {part}, moving {speed}, {tilt} at the end.",
        "the {mug} comes up by the {part}, {speed} and {tilt}.",
        "{tilt} and {speed}, the {mug} is {lifted} by its {part}.",
        "the {part} is held, {subject} moves {speed} and the {mug} is {tilt}.",
    ];

    public static readonly string[] LiftHeldOut =
    [
        "with the fingers on the {part} {subject} moves {speed}, the {mug} is held {tilt}.",
        "{subject} {speed} closes on the {part} and the {mug} comes up {tilt}.",
    ];

    public static readonly string[] SlipTrain =
    [
        "touches the {mug} but it {slips}.",
        "{subject} touches the {mug} but it {slips}.",
        "the {mug} {slips} from the fingers.",
        "the {mug} is not held, it {slips}.",
    ];

    public static readonly string[] SlipHeldOut = ["{subject} closes on the {mug} and it {slips}."];

    public static readonly string[] KnockTrain =
    [
        "{knocks} the {mug}{to}.",
        "{subject} {knocks} the {mug}{to}.",
        "{subject} touches and {knocks} the {mug}{to}.",
        "the {mug} falls{to} because {subject} pushes it.",
    ];

    public static readonly string[] KnockHeldOut = ["the {mug} is not held, {subject} {knocks} the {mug}{to}."];

    public static readonly string[] MissTrain =
    [
        "closes beside the {mug} and {misses} it.",
        "{subject} {misses} the {mug}.",
        "{subject} closes beside the {mug}, it is not touched.",
        "the fingers close on air because {subject} {misses} the {mug}.",
    ];

    public static readonly string[] MissHeldOut = ["the {mug} is not touched because {subject} {misses} it."];

    public static string[] Of(CupOutcome outcome, bool heldOut) => outcome switch
    {
        CupOutcome.Handle or CupOutcome.Rim or CupOutcome.Body => heldOut ? LiftHeldOut : LiftTrain,
        CupOutcome.Slip => heldOut ? SlipHeldOut : SlipTrain,
        CupOutcome.Knock => heldOut ? KnockHeldOut : KnockTrain,
        _ => heldOut ? MissHeldOut : MissTrain,
    };
}
