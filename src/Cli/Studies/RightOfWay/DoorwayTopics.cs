namespace Forewarn.Cli.Studies.RightOfWay;

/// <summary>Topics of the doorway. Step and situation are public; a recommendation goes to its robot alone.</summary>
internal static class DoorwayTopics
{
    public const string Step = "/doorway/step", Situation = "/doorway/situation";

    /// <summary>Namespace of a robot.</summary>
    public static string Robot(int robot) => $"/robot_{robot}";

    /// <summary>What a robot alone is told.</summary>
    public static string Recommendation(int robot) => $"{Robot(robot)}/recommendation";
}
