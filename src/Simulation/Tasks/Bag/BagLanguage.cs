using Forewarn.Simulation.Tasks.Language;

namespace Forewarn.Simulation.Tasks.Bag;

/// <summary>The language of the bag task. Its edge is what a mug's rim is, its middle what a mug's body is: the words are shared.</summary>
public static class BagLanguage
{
    public static TaskLanguage Language { get; } = new()
    {
        Name = "bag",
        Object = new(["bag", "packet", "bag of chips"], ["pouch"]),
        Verbs =
        [
            ("lift", SharedWords.Lift), ("lifts", SharedWords.Lifts), ("lifted", SharedWords.Lifted),
            ("crushes", new(["crushes", "crumples", "squashes"], ["flattens"])),
            ("slips", SharedWords.Slips), ("misses", SharedWords.Misses),
        ],
        Outcomes =
        [
            Held("corner", new(["corner", "tip", "tag"], ["tab"])),
            Held("edge", new(["rim", "edge", "seam"], ["hem"])),
            Held("middle", new(["body", "belly", "middle", "center"], ["waist"])),
            new() { Name = "crushed", Narrations = Crush, Keys = ["crushes", "crumples", "squashes", "flattens"], Answer = "crushes", Share = 0.12 },
            new() { Name = "dropped", Narrations = Drop, Keys = ["slips", "slides", "drops"], Answer = "slips", Share = 0.12 },
            new()
            {
                Name = "missed", Narrations = Miss, Keys = ["misses", "reach", "passes", "fails", "beside", "air"],
                Answer = "misses", Share = 0.10,
            },
        ],
        Attributes =
        [
            new("squeeze",
                [
                    new("gentle", new(["lightly", "loosely", "delicately"], ["tenderly"])),
                    new("hard", new(["firmly", "tightly", "hard"], ["strongly"])),
                ],
                new(["{squeeze}", "{ask}hold it {squeeze}", "{ask}close the fingers {squeeze}", "i want it held {squeeze}"],
                    ["the {object} should be held {squeeze}", "{ask}hold the {object} {squeeze}"]),
                "how firm ?"),
            SharedWords.Speed,
        ],
        Preferences = [("squeeze", "gentle"), ("speed", "slow")],
        Faults =
        [
            new("torn", "corner"), new("ripped", "corner"), new("leaking", "corner"),
            new("frayed", "edge"), new("brittle", "edge"), new("stained", "edge"),
            new("soggy", "middle"), new("swollen", "middle"), new("punctured", "middle"),
            new("thin"), new("weak"), new("fragile"),
        ],
        HeldOutWishes =
        [
            new("corner", ("squeeze", "hard")),
            new("edge", ("speed", "fast")),
            new("middle", ("speed", "slow")),
            new("edge", ("squeeze", "gentle"), ("speed", "slow")),
            new("middle", ("squeeze", "hard"), ("speed", "fast")),
            new(TaskLanguage.AnyPart, ("squeeze", "gentle"), ("speed", "fast")),
        ],
    };

    private static SentenceFrames Lift => new(
        [
            "{lifts} the {object} by the {part}, {squeeze}, {speed}.",
            "{subject} {lifts} the {object} by the {part} {speed} and holds it {squeeze}.",
            "{speed} {lifts} the {object} at the {part}, held {squeeze}.",
            "{subject} holds the {object} by its {part}, moving {speed}, {squeeze} to the end.",
            "the {object} comes up by the {part}, held {squeeze} and moved {speed}.",
            "{squeeze} and {speed}, the {object} is {lifted} by its {part}.",
            "the {part} is held {squeeze} and {subject} moves {speed}.",
            "the fingers close {squeeze} on the {part} and {subject} moves up {speed}.",
        ],
        [
            "the fingers close on the {part}, {subject} moves {speed} and the {object} is held {squeeze}.",
            "{subject} holds the {part} {squeeze} and the {object} comes up {speed}.",
        ]);

    private static SentenceFrames Crush => new(
        [
            "closes on the {object} and {crushes} it.",
            "{subject} {crushes} the {object}.",
            "the fingers close too far and {subject} {crushes} the {object}.",
            "{subject} holds the {object} but {crushes} it.",
            "the {object} is not whole because {subject} {crushes} it.",
        ],
        ["{subject} closes too far on the {object} and {crushes} it."]);

    private static SentenceFrames Drop => new(
        [
            "touches the {object} but it {slips}.",
            "{subject} touches the {object} but it {slips}.",
            "the {object} {slips} from the fingers.",
            "the {object} is not held, it {slips}.",
        ],
        ["{subject} closes on the {object} and it {slips}."]);

    private static SentenceFrames Miss => new(
        [
            "closes beside the {object} and {misses} it.",
            "{subject} {misses} the {object}.",
            "{subject} closes beside the {object}, it is not touched.",
            "the fingers close on air because {subject} {misses} the {object}.",
        ],
        ["the {object} is not touched because {subject} {misses} it."]);

    private static TaskOutcome Held(string name, Synonyms part) =>
        new() { Name = name, Part = part, Narrations = Lift, Answer = "lifts", Share = 0.22 };
}
