using Forewarn.Simulation.Tasks.Language;

namespace Forewarn.Simulation.Tasks.Drawer;

/// <summary>The language of the drawer task: what a mug's part is held by, a drawer's is pulled by.</summary>
public static class DrawerLanguage
{
    public static TaskLanguage Language { get; } = new()
    {
        Name = "drawer",
        Object = new(["drawer", "compartment", "sliding box"], ["locker"]),
        Verbs =
        [
            ("lift", new(["open", "pull open", "draw open"], ["tug open"])),
            ("opens", new(["opens", "pulls open", "draws open"], ["tugs open"])),
            ("opened", new(["opened", "pulled open", "drawn open"], ["tugged open"])),
            ("slips", new(["slips off", "loses hold", "lets go"], ["glides off"])),
            ("pushes", new(["pushes away", "shoves", "displaces"], ["nudges"])),
            ("misses", SharedWords.Misses),
        ],
        Outcomes =
        [
            Opened("knob", new(["knob", "button", "peg"], ["stud"])),
            Opened("bar", new(["bar", "rail", "rod"], ["crossbar"])),
            Opened("ledge", new(["ledge", "ridge", "shelf"], ["sill"])),
            new() { Name = "slip", Narrations = Slip, Keys = ["slips", "loses", "lets", "glides"], Answer = "slips", Share = 0.12 },
            new() { Name = "push", Narrations = Push, Keys = ["pushes", "shoves", "displaces", "nudges"], Answer = "pushes", Share = 0.12 },
            new()
            {
                Name = "miss", Narrations = Miss, Keys = ["misses", "reach", "passes", "fails", "beside", "air"],
                Answer = "misses", Share = 0.10,
            },
        ],
        Attributes =
        [
            new("opening",
                [
                    new("half", new(["halfway", "half", "partly"], ["partially"])),
                    new("full", new(["fully", "completely", "all the way"], ["entirely"])),
                ],
                new(["{ask}open it {opening}", "{opening} open", "{ask}pull it {opening}", "i want it {opening} open"],
                    ["the {object} should be {opening} open", "{ask}pull the {object} {opening} open"]),
                "how far ?"),
            SharedWords.Speed,
        ],
        Preferences = [("opening", "full"), ("speed", "slow")],
        Faults =
        [
            new("loose", "knob"), new("wobbly", "knob"), new("chipped", "knob"),
            new("bent", "bar"), new("rusty", "bar"), new("slippery", "bar"),
            new("rough", "ledge"), new("splintered", "ledge"), new("jagged", "ledge"),
            new("damaged"), new("dusty"), new("sharp"),
        ],
        HeldOutWishes =
        [
            new("knob", ("speed", "fast")),
            new("ledge", ("speed", "fast")),
            new("bar", ("opening", "half")),
            new("ledge", ("opening", "full")),
            new("knob", ("opening", "full"), ("speed", "slow")),
            new(TaskLanguage.AnyPart, ("opening", "half"), ("speed", "fast")),
        ],
        Wishes = GraspWishes.Frames with { Request = Request, Any = Any },
        PartQuestion = "opened by ?",
    };

    private static SentenceFrames Request => new(
        [
            "{ask}{lift} the {object} by the {part}",
            "{ask}{lift} the {object} by its {part}",
            "{ask}{lift} the {object} at the {part}",
            "{ask}{lift} it by the {part}",
            "{ask}use the {part} to {lift} the {object}",
            "{ask}use the {part}",
            "{ask}pull the {object} by the {part}",
            "{ask}pull its {part}",
            "{ask}pull at the {part}",
            "{ask}only touch the {part}",
            "{ask}close the fingers on the {part}",
            "i want the {object} {opened} by the {part}",
            "the {part} please",
            "the {part}",
            "by the {part}",
            "make sure it is the {part}",
            "it should be the {part}",
        ],
        [
            "the {object} should be {opened} by its {part}",
            "{ask}pull it by the {part}",
            "{ask}{lift} it at the {part}",
            "{ask}use its {part}",
            "i want the {object} by its {part}",
        ]);

    private static SentenceFrames Any => new(
        ["{ask}{lift} the {object}", "{ask}{lift} it", "i want the {object} open", "the {object}"],
        ["{ask}pull the {object}", "the {object} should be {opened}"]);

    private static SentenceFrames Pull => new(
        [
            "{opens} the {object} by the {part}, {opening}, {speed}.",
            "{subject} {opens} the {object} by the {part} {speed}, and leaves it {opening} open.",
            "{speed} {opens} the {object} at the {part}, {opening}.",
            "{subject} pulls the {object} by its {part}, moving {speed}, {opening} open at the end.",
            "{opening} and {speed}, the {object} is {opened} by its {part}.",
            "the {object} is {opened} {opening} by the {part}, {speed}.",
            "the {part} is pulled, {subject} moves {speed} and the {object} is {opening} open.",
            "with the fingers on the {part} {subject} pulls {speed}, {opening}.",
        ],
        [
            "{subject} {speed} closes on the {part} and the {object} is {opened} {opening}.",
            "with the fingers on the {part} {subject} moves {speed}, the {object} is {opening} open at the end.",
        ]);

    private static SentenceFrames Slip => new(
        [
            "touches the {object} but {slips}.",
            "{subject} touches the {object} but {slips}.",
            "{subject} pulls the {object} but {slips}.",
            "the {object} stays shut because {subject} {slips}.",
            "{subject} closes on the {object} and {slips}.",
        ],
        ["the {object} is not open because {subject} {slips}."]);

    private static SentenceFrames Push => new(
        [
            "{pushes} the {object}.",
            "{subject} {pushes} the {object}.",
            "{subject} touches and {pushes} the {object}.",
            "the {object} stays shut because {subject} {pushes} it.",
            "the {object} is not open, {subject} {pushes} it.",
        ],
        ["{subject} closes on the {object} and {pushes} it."]);

    private static SentenceFrames Miss => new(
        [
            "closes beside the {object} and {misses} it.",
            "{subject} {misses} the {object}.",
            "{subject} closes beside the {object}, it is not touched.",
            "the fingers close on air because {subject} {misses} the {object}.",
        ],
        ["the {object} is not touched because {subject} {misses} it."]);

    private static TaskOutcome Opened(string name, Synonyms part) =>
        new() { Name = name, Part = part, Narrations = Pull, Answer = "opens", Share = 0.22 };
}
