namespace Forewarn.Simulation.Tasks.Cup.Language;

/// <summary>The concepts of the cup task and the words for each; no word stands for two concepts.</summary>
public static class CupVocabulary
{
    public static readonly Synonyms Mug = new(["mug", "cup", "coffee mug"], ["beaker"]);
    public static readonly Synonyms Subject = new(["the gripper", "the arm", "the robot"], ["the claw"]);
    public static readonly Synonyms Handle = new(["handle", "ear", "grip"], ["loop"]);
    public static readonly Synonyms Rim = new(["rim", "edge", "lip"], ["brim"]);
    public static readonly Synonyms Body = new(["body", "belly", "middle"], ["waist"]);
    public static readonly Synonyms Left = new(["left"], []);
    public static readonly Synonyms Right = new(["right"], []);
    public static readonly Synonyms Slow = new(["slowly", "gently", "carefully"], ["softly"]);
    public static readonly Synonyms Fast = new(["fast", "quickly", "rapidly"], ["swiftly"]);
    public static readonly Synonyms Upright = new(["upright", "level", "straight"], ["vertical"]);
    public static readonly Synonyms Tilted = new(["tilted", "leaning", "at an angle"], ["slanted"]);
    public static readonly Synonyms Lift = new(["pick up", "lift", "grab", "take"], ["fetch"]);
    public static readonly Synonyms Lifts = new(["lifts", "picks up", "grabs", "takes"], ["fetches"]);
    public static readonly Synonyms Lifted = new(["lifted", "picked up", "grabbed", "taken"], ["fetched"]);
    public static readonly Synonyms Slips = new(["slips away", "slides out", "slips"], ["drops"]);
    public static readonly Synonyms Knocks = new(["knocks over", "tips over", "pushes over"], ["topples"]);
    public static readonly Synonyms Misses = new(["misses", "does not reach", "passes by"], ["fails to get"]);

    /// <summary>Every concept, with the name used for it in templates.</summary>
    public static readonly IReadOnlyDictionary<string, Synonyms> Concepts = new Dictionary<string, Synonyms>
    {
        ["mug"] = Mug, ["subject"] = Subject, ["handle"] = Handle, ["rim"] = Rim, ["body"] = Body,
        ["left"] = Left, ["right"] = Right, ["slow"] = Slow, ["fast"] = Fast, ["upright"] = Upright, ["tilted"] = Tilted, ["lift"] = Lift, ["lifts"] = Lifts,
        ["lifted"] = Lifted, ["slips"] = Slips, ["knocks"] = Knocks, ["misses"] = Misses,
    };

    /// <summary>Every part has faults that training states of the other two only; the rest is stated of all three.</summary>
    public static readonly IReadOnlyList<Fault> Faults =
    [
        new("oily", CupModes.Handle), new("greasy", CupModes.Handle), new("dirty", CupModes.Handle),
        new("hot", CupModes.Rim), new("broken", CupModes.Rim), new("loose", CupModes.Rim),
        new("wet", CupModes.Body), new("sticky", CupModes.Body), new("cracked", CupModes.Body),
        new("damaged", CupModes.None), new("dusty", CupModes.None), new("sharp", CupModes.None),
    ];

    public static Synonyms Of(CupSpeed speed) => speed == CupSpeed.Slow ? Slow : Fast;

    public static Synonyms Of(CupTilt tilt) => tilt == CupTilt.Upright ? Upright : Tilted;

    /// <summary>Every synonym with its canonical form: the dictionary that training teaches.</summary>
    public static IEnumerable<(string Phrase, string Canonical)> Definitions() =>
        Concepts.Values.SelectMany(c => c.All.Select(phrase => (phrase, c.Canonical)));
}
