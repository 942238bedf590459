using Forewarn.Simulation.Tasks.Language;

namespace Forewarn.Simulation.Tasks.Fork;

/// <summary>
/// Wishes about where in a bowl something is put; a language that uses them has the words <c>put</c>, <c>laid</c> and <c>bowl</c>.
/// </summary>
internal static class PlaceWishes
{
    public static WishFrames Frames { get; } = new()
    {
        Request = new(
        [
            "{ask}{put} the {object} into the {part} of the {bowl}",
            "{ask}{put} it into the {part}",
            "{ask}{put} the {object} at the {part}",
            "{ask}{put} it at the {part} of the {bowl}",
            "{ask}use the {part} of the {bowl}",
            "{ask}use the {part}",
            "{ask}release the {object} over the {part}",
            "{ask}release it over its {part}",
            "{ask}only use the {part}",
            "i want the {object} in the {part} of the {bowl}",
            "i want the {object} {laid} into the {part}",
            "the {part} please",
            "the {part}",
            "into the {part}",
            "make sure it is the {part}",
            "it should be the {part}",
        ],
        [
            "the {object} should be {laid} into the {part}",
            "{ask}{put} it over the {part}",
            "{ask}release the {object} at the {part} of the {bowl}",
            "i want it {laid} at the {part}",
            "i want the {object} at its {part}",
        ]),
        Refusal = new(
        [
            "{ask}{not} use the {part}",
            "{ask}{not} use the {part} of the {bowl}",
            "{ask}{not} {put} the {object} into the {part}",
            "{ask}{not} {put} it at the {part} of the {bowl}",
            "{ask}{not} release the {object} over the {part}",
            "{ask}avoid the {part}",
            "{ask}avoid the {part} of the {bowl}",
            "{ask}keep off the {part}",
            "{ask}stay away from the {part}",
            "{ask}leave the {part} alone",
            "{ask}{put} the {object} into the {bowl} but not into the {part}",
            "{ask}{put} the {object} in and {not} use its {part}",
            "{ask}{put} it in without the {part}",
            "i want the {object} in the {bowl} but not at the {part}",
            "i want the {object} {laid} in but not over the {part}",
            "anything but the {part}",
            "no {object} at the {part}",
            "not the {part}",
            "not into the {part}",
            "make sure it is not the {part}",
            "it should not be the {part}",
        ],
        [
            "{ask}keep away from the {part} of the {bowl}",
            "{ask}{put} the {object} into the {bowl} but avoid its {part}",
            "{ask}release the {object} without the {part}",
            "{ask}{not} release it at the {part}",
            "the {object} should not be {laid} into the {part}",
        ]),
        Neither = new(
        [
            "{ask}{not} use the {part} or the {other}",
            "{ask}{not} {put} it into the {part} or the {other}",
            "{ask}{not} use the {part} and {not} use the {other}",
            "{ask}avoid the {part} and the {other}",
            "{ask}avoid both the {part} and the {other}",
            "{ask}keep off the {part} and the {other}",
            "{ask}leave the {part} and the {other} alone",
            "{ask}use neither the {part} nor the {other}",
            "{ask}{put} the {object} into the {bowl} but not into the {part} or the {other}",
            "{ask}{put} it in without the {part} and the {other}",
            "i want the {object} in the {bowl} but not at the {part} or the {other}",
            "anything but the {part} and the {other}",
            "no {object} at the {part} or the {other}",
            "neither the {part} nor the {other}",
            "not the {part} and not the {other}",
            "it should not be the {part} or the {other}",
        ],
        [
            "{ask}{put} it into neither the {part} nor the {other}",
            "{ask}stay away from the {part} and the {other}",
            "{ask}{put} the {object} into the {bowl} without the {part} or the {other}",
            "{ask}{not} release it over the {part} or the {other}",
            "no {object} in the {part} or the {other}",
        ]),
        Contrast = new(
        [
            "into the {part}, not into the {other}",
            "not the {other} but the {part}",
            "{ask}use the {part}, not the {other}",
            "{ask}{put} the {object} into the {part} and not into the {other}",
            "{ask}use the {part} instead of the {other}",
            "{ask}use the {part}, avoid the {other}",
            "{ask}{not} use the {other} but the {part}",
        ],
        [
            "the {part} please, not the {other}",
            "{ask}{put} it into the {part} instead of the {other}",
            "{ask}{not} {put} it into the {other}, use the {part}",
        ]),
        Offer = new(
        [
            "{ask}{put} the {object} into the {part} or the {other}",
            "{ask}{put} it at the {part} or at the {other}",
            "{ask}use the {part} or the {other}",
            "{ask}release it over the {part} or over the {other}",
            "i want the {object} in either the {part} or the {other}",
            "into the {part} or the {other}",
            "the {part} or the {other}",
            "it should be the {part} or the {other}",
        ],
        [
            "{ask}use either the {part} or the {other}",
            "{ask}{put} it into either the {part} or the {other}",
            "{ask}release the {object} over the {part} or the {other}",
            "into the {part} or into the {other}",
        ]),
        Any = new(
            ["{ask}{put} the {object} into the {bowl}", "{ask}{put} it in", "i want the {object} in the {bowl}", "into the {bowl}"],
            ["{ask}release the {object} over the {bowl}", "the {object} should be {laid} into the {bowl}"]),
        FactOfOne =
        [
            "the {part} is {fault}",
            "its {part} is {fault}",
            "careful, the {part} is {fault}",
            "the {part} is {fault}, {ask}{put} the {object} into the {bowl}",
            "{ask}{put} the {object} into the {bowl}, the {part} is {fault}",
            "{ask}{put} it in but the {part} is {fault}",
            "the {part} of the {bowl} is {fault}",
            "i want the {object} in the {bowl} but its {part} is {fault}",
        ],
        FactOfTwo =
        [
            "the {part} and the {other} are {fault}",
            "its {part} and its {other} are {fault}",
            "careful, the {part} and the {other} are {fault}",
            "{ask}{put} the {object} into the {bowl}, the {part} and the {other} are {fault}",
            "the {part} and the {other} are {fault}, {ask}{put} the {object} into the {bowl}",
        ],
        TwoFacts =
        [
            "the {part} is {fault} and the {other} is {second}",
            "careful, the {part} is {fault} and the {other} is {second}",
            "{ask}{put} the {object} into the {bowl}, the {part} is {fault} and the {other} is {second}",
        ],
    };
}
