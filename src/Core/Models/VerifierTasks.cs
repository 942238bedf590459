namespace Forewarn.Core;

/// <summary>Settings of a verifier package that say for which tasks it was trained.</summary>
public static class VerifierTasks
{
    /// <summary>Names of the tasks.</summary>
    public const string Setting = "tasks";

    /// <summary>
    /// In a package of several tasks, the task of every world model by its package name: each world model has latents of its own, which the
    /// task's projector, graph <c>project.{task}</c>, reads.
    /// </summary>
    public const string Worlds = "worlds";

    /// <summary>
    /// In a package of several tasks, the words of each: what another task says of its object is no word for this one's, and guessing what
    /// it could mean here would be.
    /// </summary>
    public const string Lexicons = "lexicons";
}
