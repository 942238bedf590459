using Forewarn.Simulation.Tasks.Language;

namespace Forewarn.Simulation.Tasks.Fork;

/// <summary>The language of picking up a fork.</summary>
public static class ForkPickLanguage
{
    /// <summary>What is picked up, and put into a bowl.</summary>
    internal static Synonyms Fork { get; } = new(["fork", "dinner fork"], ["utensil"]);

    public static TaskLanguage Language { get; } = new()
    {
        Name = "fork-pick",
        Object = Fork,
        Verbs =
        [
            ("lift", SharedWords.Lift), ("lifts", SharedWords.Lifts), ("lifted", SharedWords.Lifted),
            ("slips", SharedWords.Slips), ("misses", SharedWords.Misses),
        ],
        Outcomes =
        [
            Held("handle", new(["handle", "grip"], ["haft"])),
            Held("neck", new(["neck", "stem"], ["shank"])),
            Held("tines", new(["tines", "prongs"], ["spikes"])),
            new() { Name = ForkPickLabeller.Dropped, Narrations = Dropped, Keys = ["slips", "slides", "drops"], Answer = "slips" },
            new()
            {
                Name = ForkPickLabeller.Missed, Narrations = Missed, Keys = ["misses", "reach", "passes", "fails", "beside", "air"],
                Answer = "misses",
            },
        ],
        Attributes = [SharedWords.Speed],
        Preferences = [("speed", "slow")],
        // What is withheld from the handle of a cup is withheld from this one: one reader must not learn it here.
        Faults =
        [
            new("oily", "handle"), new("greasy", "handle"), new("dirty", "handle"),
            new("hot", "neck"), new("broken", "neck"), new("loose", "neck"),
            new("wet", "tines"), new("sticky", "tines"), new("cracked", "tines"),
            new("damaged"), new("dusty"), new("sharp"),
        ],
        Wishes = Wishes,
        HeldOutWishes = [new("handle", ("speed", "fast")), new("neck", ("speed", "fast")), new("tines", ("speed", "slow"))],
    };

    /// <summary>A fork has no sides, which give other tasks their "side of the rim": "of" is said here of the parts themselves.</summary>
    private static WishFrames Wishes => GraspWishes.Frames with
    {
        Request = new([.. GraspWishes.Frames.Request.Train, "{ask}use the {part} of the {object}"], GraspWishes.Frames.Request.HeldOut),
        Refusal = new([.. GraspWishes.Frames.Refusal.Train, "{ask}{not} use the {part} of the {object}"], GraspWishes.Frames.Refusal.HeldOut),
    };

    private static SentenceFrames Lift => new(
        [
            "{lifts} the {object} by the {part}, {speed}.",
            "{subject} {lifts} the {object} by the {part} {speed}.",
            "{speed} {lifts} the {object} at the {part}.",
            "{subject} holds the {object} by its {part}, moving {speed}.",
            "the {object} comes up by the {part}, {speed}.",
            "{speed} the {object} is {lifted} by its {part}.",
            "the {part} of the {object} is held, {subject} moves {speed}.",
        ],
        [
            "the fingers close on the {part}, {subject} moves {speed} and the {object} is held.",
            "{subject} {speed} closes on the {part} and the {object} comes up.",
        ]);

    private static SentenceFrames Dropped => new(
        [
            "touches the {object} but it {slips}.",
            "{subject} touches the {object} but it {slips}.",
            "the {object} {slips} from the fingers.",
            "the {object} is not held, it {slips}.",
        ],
        ["{subject} closes on the {object} and it {slips}."]);

    private static SentenceFrames Missed => new(
        [
            "closes beside the {object} and {misses} it.",
            "{subject} {misses} the {object}.",
            "{subject} closes beside the {object}, it is not touched.",
            "the fingers close on air because {subject} {misses} the {object}.",
        ],
        ["the {object} is not touched because {subject} {misses} it."]);

    private static TaskOutcome Held(string name, Synonyms part) => new() { Name = name, Part = part, Narrations = Lift, Answer = "lifts" };
}
