using Forewarn.Simulation.Tasks.Language;

namespace Forewarn.Simulation.Tasks.Fork;

/// <summary>The language of putting a fork into a bowl.</summary>
public static class ForkPlaceLanguage
{
    public static TaskLanguage Language { get; } = new()
    {
        Name = "fork-place",
        Object = ForkPickLanguage.Fork,
        Verbs =
        [
            ("bowl", new(["bowl", "dish"], ["basin"])),
            ("put", new(["put", "lay", "place"], ["deposit"])),
            ("puts", new(["puts", "lays", "places"], ["deposits"])),
            ("laid", new(["laid", "placed"], ["deposited"])),
            ("loses", new(["loses", "spills"], ["sheds"])),
            ("knocks", SharedWords.Knocks), ("misses", SharedWords.Misses),
        ],
        Outcomes =
        [
            Laid(ForkPlaceLabeller.Left, new(["left"], [])),
            Laid(ForkPlaceLabeller.Center, new(["bottom", "floor", "base"], ["depths"])),
            Laid(ForkPlaceLabeller.Right, new(["right"], [])),
            new() { Name = ForkPlaceLabeller.Tipped, Narrations = Tipped, Keys = ["knocks", "tips", "pushes", "topples"], Answer = "knocks" },
            new() { Name = ForkPlaceLabeller.Dropped, Narrations = Dropped, Keys = ["loses", "spills", "sheds"], Answer = "loses" },
            new()
            {
                Name = ForkPlaceLabeller.Outside, Narrations = Outside, Keys = ["misses", "reach", "passes", "fails", "beside", "table"],
                Answer = "misses",
            },
        ],
        Attributes =
        [
            new("height", [new("low", new(["low", "deep"], ["downward"])), new("high", new(["high", "aloft"], ["overhead"]))],
                new(["{ask}release it {height}", "{ask}release the {object} {height}", "i want it released {height}"],
                    ["the {object} should be released {height}"]),
                "how high ?"),
            SharedWords.Speed with
            {
                Wishes = new(["{speed}", "{ask}move {speed}", "{ask}do it {speed}"], ["i want it {speed}", "{ask}{put} it {speed}"]),
            },
        ],
        Preferences = [("height", "low"), ("speed", "slow")],
        Faults =
        [
            new("oily", "left"), new("hot", "left"), new("wet", "left"),
            new("greasy", "center"), new("broken", "center"), new("sticky", "center"),
            new("dirty", "right"), new("loose", "right"), new("cracked", "right"),
            new("damaged"), new("dusty"), new("sharp"),
        ],
        HeldOutWishes =
        [
            new("left", ("height", "high")), new("right", ("height", "low")), new("center", ("speed", "fast")),
            new("left", ("speed", "slow")), new("center", ("height", "high"), ("speed", "slow")),
            new(TaskLanguage.AnyPart, ("height", "low"), ("speed", "fast")),
        ],
        Wishes = PlaceWishes.Frames,
        PartQuestion = "laid where ?",
    };

    private static SentenceFrames Into => new(
        [
            "{puts} the {object} into the {part} of the {bowl}, {speed}, released {height}.",
            "{subject} {puts} the {object} into the {part} of the {bowl} {speed} and releases it {height}.",
            "{speed} the {object} is {laid} into the {part} of the {bowl}, released {height}.",
            "the {object} lies at the {part} of the {bowl}, released {height}, moving {speed}.",
            "{subject} moves {speed}, releases the {object} {height} and it lies in the {part} of the {bowl}.",
            "the {bowl} holds the {object} at its {part}, released {height}, {subject} moves {speed}.",
            "into the {part} of the {bowl} the {object} goes {speed}, released {height}.",
        ],
        [
            "{subject} releases the {object} {height} at the {part} of the {bowl}, moving {speed}.",
            "the {object} goes {speed} into the {bowl} and lies at its {part}, released {height}.",
        ]);

    private static SentenceFrames Tipped => new(
        [
            "{knocks} the {bowl}.",
            "{subject} {knocks} the {bowl}.",
            "{subject} touches and {knocks} the {bowl}.",
            "the {bowl} does not stand still because {subject} {knocks} it.",
        ],
        ["the {object} is not {laid} down, {subject} {knocks} the {bowl}."]);

    private static SentenceFrames Dropped => new(
        [
            "{loses} the {object} on the way to the {bowl}.",
            "{subject} {loses} the {object} on the way.",
            "the {object} is not {laid} down, {subject} {loses} it early.",
            "{subject} moves to the {bowl} but {loses} the {object} on the way.",
        ],
        ["{subject} {loses} the {object} early on the way to the {bowl}."]);

    private static SentenceFrames Outside => new(
        [
            "{puts} the {object} beside the {bowl} and {misses} it.",
            "{subject} {misses} the {bowl}.",
            "{subject} {puts} the {object} beside the {bowl}.",
            "the {object} lies on the table because {subject} {misses} the {bowl}.",
        ],
        ["the {object} is {laid} beside the {bowl}, {subject} {misses} it."]);

    private static TaskOutcome Laid(string name, Synonyms part) => new() { Name = name, Part = part, Narrations = Into, Answer = "puts" };
}
