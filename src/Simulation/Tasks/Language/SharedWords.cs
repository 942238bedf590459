namespace Forewarn.Simulation.Tasks.Language;

/// <summary>Concepts that several tasks have: one reader of all tasks learns them once.</summary>
public static class SharedWords
{
    public static readonly Synonyms Subject = new(["the gripper", "the arm", "the robot"], ["the claw"]);
    public static readonly Synonyms Left = new(["left"], []);
    public static readonly Synonyms Right = new(["right"], []);

    public static readonly Synonyms Lift = new(["pick up", "lift", "grab", "take"], ["fetch"]);
    public static readonly Synonyms Lifts = new(["lifts", "picks up", "grabs", "takes"], ["fetches"]);
    public static readonly Synonyms Lifted = new(["lifted", "picked up", "grabbed", "taken"], ["fetched"]);
    public static readonly Synonyms Slips = new(["slips away", "slides out", "slips"], ["drops"]);
    public static readonly Synonyms Knocks = new(["knocks over", "tips over", "pushes over"], ["topples"]);
    public static readonly Synonyms Misses = new(["misses", "does not reach", "passes by"], ["fails to get"]);

    /// <summary>Attribute <c>speed</c>: <c>slow</c> or <c>fast</c>.</summary>
    public static readonly TaskAttribute Speed = new("speed",
        [
            new("slow", new(["slowly", "gently", "carefully"], ["softly"])),
            new("fast", new(["fast", "quickly", "rapidly"], ["swiftly"])),
        ],
        new(["{speed}", "{ask}move {speed}", "{ask}do it {speed}"], ["i want it {speed}", "{ask}take it {speed}"]), "how fast ?");
}
