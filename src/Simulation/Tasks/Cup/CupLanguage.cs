using Forewarn.Simulation.Tasks.Language;

namespace Forewarn.Simulation.Tasks.Cup;

/// <summary>The language of the cup task.</summary>
public static class CupLanguage
{
    public static TaskLanguage Language { get; } = new()
    {
        Name = "cup",
        Object = new(["mug", "cup", "coffee mug"], ["beaker"]),
        Verbs =
        [
            ("lift", SharedWords.Lift), ("lifts", SharedWords.Lifts), ("lifted", SharedWords.Lifted),
            ("slips", SharedWords.Slips), ("knocks", SharedWords.Knocks), ("misses", SharedWords.Misses),
        ],
        Outcomes =
        [
            Held("handle", new(["handle", "ear", "grip"], ["loop"])),
            Held("rim", new(["rim", "edge", "lip"], ["brim"]), sided: true),
            Held("body", new(["body", "belly", "middle"], ["waist"])),
            new() { Name = "slip", Narrations = Slip, Keys = ["slips", "slides", "drops"], Answer = "slips", Share = 0.12 },
            new()
            {
                Name = "knock", Sided = true, Narrations = Knock, Keys = ["knocks", "tips", "pushes", "topples", "falls"],
                Answer = "knocks", Share = 0.12,
            },
            new()
            {
                Name = "miss", Narrations = Miss, Keys = ["misses", "reach", "passes", "fails", "beside", "air"],
                Answer = "misses", Share = 0.10,
            },
        ],
        Attributes =
        [
            SharedWords.Speed,
            new("tilt",
                [
                    new("upright", new(["upright", "level", "straight"], ["vertical"])),
                    new("tilted", new(["tilted", "leaning", "at an angle"], ["slanted"])),
                ],
                new(["{ask}keep it {tilt}", "{ask}hold it {tilt}", "with the {object} {tilt}", "i want it {tilt}"],
                    ["the {object} should be {tilt}", "{ask}hold the {object} {tilt}"]),
                "how level ?"),
        ],
        Preferences = [("tilt", "upright"), ("speed", "slow")],
        Faults =
        [
            new("oily", "handle"), new("greasy", "handle"), new("dirty", "handle"),
            new("hot", "rim"), new("broken", "rim"), new("loose", "rim"),
            new("wet", "body"), new("sticky", "body"), new("cracked", "body"),
            new("damaged"), new("dusty"), new("sharp"),
        ],
        HeldOutWishes =
        [
            new("handle", ("speed", "fast")),
            new("body", ("speed", "fast")),
            new("rim-left", ("speed", "slow")),
            new("rim-right", ("tilt", "upright")),
            new("rim", ("tilt", "tilted")),
            new("handle", ("speed", "slow"), ("tilt", "tilted")),
            new(TaskLanguage.AnyPart, ("speed", "fast"), ("tilt", "upright")),
        ],
    };

    private static SentenceFrames Lift => new(
        [
            "{lifts} the {object} by the {part}, {speed}, {tilt}.",
            "{subject} {lifts} the {object} by the {part} {speed} and keeps it {tilt}.",
            "{speed} {lifts} the {object} at the {part}, held {tilt}.",
            "{subject} holds the {object} by its {part}, moving {speed}, {tilt} at the end.",
            "the {object} comes up by the {part}, {speed} and {tilt}.",
            "{tilt} and {speed}, the {object} is {lifted} by its {part}.",
            "the {part} is held, {subject} moves {speed} and the {object} is {tilt}.",
        ],
        [
            "with the fingers on the {part} {subject} moves {speed}, the {object} is held {tilt}.",
            "{subject} {speed} closes on the {part} and the {object} comes up {tilt}.",
        ]);

    private static SentenceFrames Slip => new(
        [
            "touches the {object} but it {slips}.",
            "{subject} touches the {object} but it {slips}.",
            "the {object} {slips} from the fingers.",
            "the {object} is not held, it {slips}.",
        ],
        ["{subject} closes on the {object} and it {slips}."]);

    private static SentenceFrames Knock => new(
        [
            "{knocks} the {object}{to}.",
            "{subject} {knocks} the {object}{to}.",
            "{subject} touches and {knocks} the {object}{to}.",
            "the {object} falls{to} because {subject} pushes it.",
        ],
        ["the {object} is not held, {subject} {knocks} the {object}{to}."]);

    private static SentenceFrames Miss => new(
        [
            "closes beside the {object} and {misses} it.",
            "{subject} {misses} the {object}.",
            "{subject} closes beside the {object}, it is not touched.",
            "the fingers close on air because {subject} {misses} the {object}.",
        ],
        ["the {object} is not touched because {subject} {misses} it."]);

    private static TaskOutcome Held(string name, Synonyms part, bool sided = false) =>
        new() { Name = name, Part = part, Sided = sided, Narrations = Lift, Answer = "lifts", Share = 0.22 };
}
