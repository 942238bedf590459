namespace Forewarn.Evaluation.Steering;

/// <summary>Names of the timed stages, in order.</summary>
public static class Stages
{
    public const string Observe = "observe", Propose = "propose", Cluster = "cluster", Imagine = "imagine", Guard = "guard",
        Narrate = "narrate", Choose = "choose", Total = "total";

    /// <summary>Stages that do not depend on the wish.</summary>
    public static IReadOnlyList<string> BeforeChoosing { get; } = [Observe, Propose, Cluster, Imagine, Guard, Narrate];
}
