namespace Forewarn.Simulation.Tasks.Cup.Language;

/// <summary>Sentence frames of wishes, by what they say. Frames of the two lists of a kind never overlap.</summary>
internal static class WishFrames
{
    public static readonly string[] PositiveTrain =
    [
        "{lift} the {mug} by the {part}",
        "{lift} the {mug} by its {part}",
        "{lift} the {mug} at its {part}",
        "take it by the {part}",
        "please {lift} the {mug} at the {part}",
        "use the {part} to {lift} the {mug}",
        "use the {part}",
        "hold the {mug} by the {part}",
        "i want the {mug} held by the {part}",
        "the {part} please",
        "by the {part}",
        "only touch the {part}",
        "close the fingers on the {part}",
        "make sure it is the {part}",
        "it should be the {part}",
        "you should hold its {part}",
    ];

    public static readonly string[] PositiveHeldOut =
    [
        "could you {lift} the {mug} by the {part}",
        "the {mug} should be held by its {part}",
        "make sure to use the {part}",
        "i want you to take it at the {part}",
        "please hold the {part} of the {mug}",
    ];

    public static readonly string[] NegativeTrain =
    [
        "don't touch the {part}",
        "do not touch the {part}",
        "do not use the {part}",
        "avoid the {part}",
        "keep off the {part}",
        "stay away from the {part}",
        "leave the {part} alone",
        "{lift} the {mug} but not by the {part}",
        "{lift} the {mug} and do not touch its {part}",
        "take it without the {part}",
        "anything but the {part}",
        "never hold the {part}",
        "no fingers on the {part}",
        "could you avoid the {part}",
        "no touching of the {part}",
    ];

    public static readonly string[] NegativeHeldOut =
    [
        "please don't use the {part}",
        "{lift} the {mug} but avoid its {part}",
        "never touch the {part}",
        "keep away from the {part}",
        "hold the {mug} without touching the {part}",
    ];

    public static readonly string[] ContrastTrain =
    [
        "by the {part}, not by the {other}",
        "use the {part}, not the {other}",
        "not the {other} but the {part}",
        "{lift} the {mug} by the {part} and not by the {other}",
        "use the {part} instead of the {other}",
        "hold the {part}, avoid the {other}",
    ];

    public static readonly string[] ContrastHeldOut =
    [
        "the {part} please, not the {other}",
        "take it by the {part} instead of the {other}",
        "don't touch the {other}, use the {part}",
    ];

    public static readonly string[] AnyTrain =
    [
        "{lift} the {mug}",
        "please {lift} the {mug}",
        "i want the {mug}",
        "take it",
        "you should hold the {mug}",
    ];

    public static readonly string[] AnyHeldOut = ["could you {lift} the {mug}", "hold the {mug}"];

    public static readonly string[] FactTrain =
    [
        "the {part} is {fault}",
        "its {part} is {fault}",
        "careful, the {part} is {fault}",
        "the {part} is {fault}, {lift} the {mug}",
        "{lift} the {mug}, the {part} is {fault}",
        "take it but the {part} is {fault}",
        "the {part} of the {mug} is {fault}",
        "i want the {mug} but its {part} is {fault}",
    ];

    public static readonly string[] SpeedTrain = ["{speed}", "move {speed}", "do it {speed}", "you should move {speed}"];
    public static readonly string[] SpeedHeldOut = ["i want it {speed}", "please move {speed}"];

    public static readonly string[] TiltTrain = ["keep it {tilt}", "hold it {tilt}", "with the {mug} {tilt}", "i want it {tilt}"];
    public static readonly string[] TiltHeldOut = ["the {mug} should be {tilt}", "make sure to keep it {tilt}"];
}
