namespace Forewarn.Simulation.Tasks.Language;

/// <summary>Wishes about what is gripped by a part and lifted; a language that uses them has the verb <c>lift</c>.</summary>
public static class GraspWishes
{
    public static WishFrames Frames { get; } = new()
    {
        Request = new(
        [
            "{ask}{lift} the {object} by the {part}",
            "{ask}{lift} the {object} by its {part}",
            "{ask}{lift} the {object} at the {part}",
            "{ask}take it by the {part}",
            "{ask}use the {part} to {lift} the {object}",
            "{ask}use the {part}",
            "{ask}hold the {object} by the {part}",
            "{ask}hold its {part}",
            "{ask}only touch the {part}",
            "{ask}close the fingers on the {part}",
            "i want the {object} held by the {part}",
            "the {part} please",
            "the {part}",
            "by the {part}",
            "make sure it is the {part}",
            "it should be the {part}",
        ],
        [
            "the {object} should be held by its {part}",
            "{ask}hold it by the {part}",
            "{ask}take it at the {part}",
            "{ask}hold the {part} of the {object}",
            "i want the {object} by its {part}",
        ]),
        Refusal = new(
        [
            "{ask}{not} touch the {part}",
            "{ask}{not} use the {part}",
            "{ask}{not} hold the {part}",
            "{ask}{not} {lift} the {object} by the {part}",
            "{ask}{not} take it by its {part}",
            "{ask}avoid the {part}",
            "{ask}keep off the {part}",
            "{ask}stay away from the {part}",
            "{ask}leave the {part} alone",
            "{ask}{lift} the {object} but not by the {part}",
            "{ask}{lift} the {object} and {not} touch its {part}",
            "{ask}take it without the {part}",
            "i want the {object} held but not by the {part}",
            "anything but the {part}",
            "no fingers on the {part}",
            "no touching of the {part}",
            "not the {part}",
            "not by the {part}",
            "make sure it is not the {part}",
            "it should not be the {part}",
        ],
        [
            "{ask}keep away from the {part}",
            "{ask}{lift} the {object} but avoid its {part}",
            "{ask}hold the {object} without touching the {part}",
            "{ask}{not} use the {part} to {lift} the {object}",
            "the {object} should not be held by its {part}",
        ]),
        Neither = new(
        [
            "{ask}{not} touch the {part} or the {other}",
            "{ask}{not} use the {part} or the {other}",
            "{ask}{not} hold the {part} and {not} hold the {other}",
            "{ask}avoid the {part} and the {other}",
            "{ask}avoid both the {part} and the {other}",
            "{ask}keep off the {part} and the {other}",
            "{ask}leave the {part} and the {other} alone",
            "{ask}use neither the {part} nor the {other}",
            "{ask}{lift} the {object} but not by the {part} or the {other}",
            "{ask}take it without the {part} and the {other}",
            "i want the {object} held but not by the {part} or the {other}",
            "anything but the {part} and the {other}",
            "no fingers on the {part} or the {other}",
            "neither the {part} nor the {other}",
            "not the {part} and not the {other}",
            "it should not be the {part} or the {other}",
        ],
        [
            "{ask}touch neither the {part} nor the {other}",
            "{ask}stay away from the {part} and the {other}",
            "{ask}{lift} the {object} without the {part} or the {other}",
            "{ask}{not} take it by the {part} or the {other}",
            "no touching of the {part} or the {other}",
        ]),
        Contrast = new(
        [
            "by the {part}, not by the {other}",
            "not the {other} but the {part}",
            "{ask}use the {part}, not the {other}",
            "{ask}{lift} the {object} by the {part} and not by the {other}",
            "{ask}use the {part} instead of the {other}",
            "{ask}hold the {part}, avoid the {other}",
            "{ask}{not} use the {other} but the {part}",
        ],
        [
            "the {part} please, not the {other}",
            "{ask}take it by the {part} instead of the {other}",
            "{ask}{not} touch the {other}, use the {part}",
        ]),
        Offer = new(
        [
            "{ask}{lift} the {object} by the {part} or the {other}",
            "{ask}{lift} the {object} by the {part} or by the {other}",
            "{ask}use the {part} or the {other}",
            "{ask}hold its {part} or its {other}",
            "{ask}take it by either the {part} or the {other}",
            "i want the {object} held by the {part} or the {other}",
            "by the {part} or the {other}",
            "either the {part} or the {other}",
            "the {part} or the {other}",
            "it should be the {part} or the {other}",
        ],
        [
            "{ask}use either the {part} or the {other}",
            "{ask}take it at the {part} or the {other}",
            "{ask}hold the {object} by either the {part} or the {other}",
            "by the {part} or by the {other}",
        ]),
        Any = new(
            ["{ask}{lift} the {object}", "{ask}take it", "i want the {object}", "the {object}"],
            ["{ask}hold the {object}", "the {object} should be held"]),
        FactOfOne =
        [
            "the {part} is {fault}",
            "its {part} is {fault}",
            "careful, the {part} is {fault}",
            "the {part} is {fault}, {ask}{lift} the {object}",
            "{ask}{lift} the {object}, the {part} is {fault}",
            "{ask}take it but the {part} is {fault}",
            "the {part} of the {object} is {fault}",
            "i want the {object} but its {part} is {fault}",
        ],
        FactOfTwo =
        [
            "the {part} and the {other} are {fault}",
            "its {part} and its {other} are {fault}",
            "careful, the {part} and the {other} are {fault}",
            "{ask}{lift} the {object}, the {part} and the {other} are {fault}",
            "the {part} and the {other} are {fault}, {ask}{lift} the {object}",
        ],
        TwoFacts =
        [
            "the {part} is {fault} and the {other} is {second}",
            "careful, the {part} is {fault} and the {other} is {second}",
            "{ask}{lift} the {object}, the {part} is {fault} and the {other} is {second}",
        ],
    };
}
