namespace Forewarn.Simulation.Tasks.Cup.Language;

/// <summary>
/// Sentence frames of wishes, by what they do. Frames of the two lists of a kind never overlap. <c>{ask}</c> is room for an
/// <see cref="Opening"/>, <c>{not}</c> the negation that fits it.
/// </summary>
internal static class WishFrames
{
    /// <summary>Where a frame has room for an opening.</summary>
    public const string Ask = "{ask}";

    public static readonly string[] SpeedTrain = ["{speed}", "{ask}move {speed}", "{ask}do it {speed}"];
    public static readonly string[] SpeedHeldOut = ["i want it {speed}", "{ask}take it {speed}"];

    public static readonly string[] TiltTrain = ["{ask}keep it {tilt}", "{ask}hold it {tilt}", "with the {mug} {tilt}", "i want it {tilt}"];
    public static readonly string[] TiltHeldOut = ["the {mug} should be {tilt}", "{ask}hold the {mug} {tilt}"];

    public static readonly string[] FactOfOne =
    [
        "the {part} is {fault}",
        "its {part} is {fault}",
        "careful, the {part} is {fault}",
        "the {part} is {fault}, {ask}{lift} the {mug}",
        "{ask}{lift} the {mug}, the {part} is {fault}",
        "{ask}take it but the {part} is {fault}",
        "the {part} of the {mug} is {fault}",
        "i want the {mug} but its {part} is {fault}",
    ];

    public static readonly string[] FactOfTwo =
    [
        "the {part} and the {other} are {fault}",
        "its {part} and its {other} are {fault}",
        "careful, the {part} and the {other} are {fault}",
        "{ask}{lift} the {mug}, the {part} and the {other} are {fault}",
        "the {part} and the {other} are {fault}, {ask}{lift} the {mug}",
    ];

    /// <summary>Two faults keep a fault from giving away which part is left.</summary>
    public static readonly string[] TwoFacts =
    [
        "the {part} is {fault} and the {other} is {second}",
        "careful, the {part} is {fault} and the {other} is {second}",
        "{ask}{lift} the {mug}, the {part} is {fault} and the {other} is {second}",
    ];

    private static readonly string[] RequestTrain =
    [
        "{ask}{lift} the {mug} by the {part}",
        "{ask}{lift} the {mug} by its {part}",
        "{ask}{lift} the {mug} at the {part}",
        "{ask}take it by the {part}",
        "{ask}use the {part} to {lift} the {mug}",
        "{ask}use the {part}",
        "{ask}hold the {mug} by the {part}",
        "{ask}hold its {part}",
        "{ask}only touch the {part}",
        "{ask}close the fingers on the {part}",
        "i want the {mug} held by the {part}",
        "the {part} please",
        "the {part}",
        "by the {part}",
        "make sure it is the {part}",
        "it should be the {part}",
    ];

    private static readonly string[] RequestHeldOut =
    [
        "the {mug} should be held by its {part}",
        "{ask}hold it by the {part}",
        "{ask}take it at the {part}",
        "{ask}hold the {part} of the {mug}",
        "i want the {mug} by its {part}",
    ];

    private static readonly string[] RefusalTrain =
    [
        "{ask}{not} touch the {part}",
        "{ask}{not} use the {part}",
        "{ask}{not} hold the {part}",
        "{ask}{not} {lift} the {mug} by the {part}",
        "{ask}{not} take it by its {part}",
        "{ask}avoid the {part}",
        "{ask}keep off the {part}",
        "{ask}stay away from the {part}",
        "{ask}leave the {part} alone",
        "{ask}{lift} the {mug} but not by the {part}",
        "{ask}{lift} the {mug} and {not} touch its {part}",
        "{ask}take it without the {part}",
        "i want the {mug} held but not by the {part}",
        "anything but the {part}",
        "no fingers on the {part}",
        "no touching of the {part}",
        "not the {part}",
        "not by the {part}",
        "make sure it is not the {part}",
        "it should not be the {part}",
    ];

    private static readonly string[] RefusalHeldOut =
    [
        "{ask}keep away from the {part}",
        "{ask}{lift} the {mug} but avoid its {part}",
        "{ask}hold the {mug} without touching the {part}",
        "{ask}{not} use the {part} to {lift} the {mug}",
        "the {mug} should not be held by its {part}",
    ];

    private static readonly string[] NeitherTrain =
    [
        "{ask}{not} touch the {part} or the {other}",
        "{ask}{not} use the {part} or the {other}",
        "{ask}{not} hold the {part} and {not} hold the {other}",
        "{ask}avoid the {part} and the {other}",
        "{ask}avoid both the {part} and the {other}",
        "{ask}keep off the {part} and the {other}",
        "{ask}leave the {part} and the {other} alone",
        "{ask}use neither the {part} nor the {other}",
        "{ask}{lift} the {mug} but not by the {part} or the {other}",
        "{ask}take it without the {part} and the {other}",
        "i want the {mug} held but not by the {part} or the {other}",
        "anything but the {part} and the {other}",
        "no fingers on the {part} or the {other}",
        "neither the {part} nor the {other}",
        "not the {part} and not the {other}",
        "it should not be the {part} or the {other}",
    ];

    private static readonly string[] NeitherHeldOut =
    [
        "{ask}touch neither the {part} nor the {other}",
        "{ask}stay away from the {part} and the {other}",
        "{ask}{lift} the {mug} without the {part} or the {other}",
        "{ask}{not} take it by the {part} or the {other}",
        "no touching of the {part} or the {other}",
    ];

    private static readonly string[] ContrastTrain =
    [
        "by the {part}, not by the {other}",
        "not the {other} but the {part}",
        "{ask}use the {part}, not the {other}",
        "{ask}{lift} the {mug} by the {part} and not by the {other}",
        "{ask}use the {part} instead of the {other}",
        "{ask}hold the {part}, avoid the {other}",
        "{ask}{not} use the {other} but the {part}",
    ];

    private static readonly string[] ContrastHeldOut =
    [
        "the {part} please, not the {other}",
        "{ask}take it by the {part} instead of the {other}",
        "{ask}{not} touch the {other}, use the {part}",
    ];

    private static readonly string[] OfferTrain =
    [
        "{ask}{lift} the {mug} by the {part} or the {other}",
        "{ask}{lift} the {mug} by the {part} or by the {other}",
        "{ask}use the {part} or the {other}",
        "{ask}hold its {part} or its {other}",
        "{ask}take it by either the {part} or the {other}",
        "i want the {mug} held by the {part} or the {other}",
        "by the {part} or the {other}",
        "either the {part} or the {other}",
        "the {part} or the {other}",
        "it should be the {part} or the {other}",
    ];

    private static readonly string[] OfferHeldOut =
    [
        "{ask}use either the {part} or the {other}",
        "{ask}take it at the {part} or the {other}",
        "{ask}hold the {mug} by either the {part} or the {other}",
        "by the {part} or by the {other}",
    ];

    private static readonly string[] AnyTrain = ["{ask}{lift} the {mug}", "{ask}take it", "i want the {mug}", "the {mug}"];
    private static readonly string[] AnyHeldOut = ["{ask}hold the {mug}", "the {mug} should be held"];

    /// <summary>Frames of a kind; facts have lists of their own.</summary>
    public static string[] Of(WishKind kind, bool heldOut) => kind switch
    {
        WishKind.Request => heldOut ? RequestHeldOut : RequestTrain,
        WishKind.Contrast => heldOut ? ContrastHeldOut : ContrastTrain,
        WishKind.Offer => heldOut ? OfferHeldOut : OfferTrain,
        WishKind.Any => heldOut ? AnyHeldOut : AnyTrain,
        WishKind.Refusal => heldOut ? RefusalHeldOut : RefusalTrain,
        WishKind.Neither => heldOut ? NeitherHeldOut : NeitherTrain,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a kind with frames of one list"),
    };

    /// <summary>Every frame that training uses.</summary>
    public static IEnumerable<string> Training() =>
        Enum.GetValues<WishKind>().Where(k => k != WishKind.Fact).SelectMany(k => Of(k, heldOut: false))
            .Concat(SpeedTrain).Concat(TiltTrain).Concat(FactOfOne).Concat(FactOfTwo).Concat(TwoFacts);
}
