using Forewarn.Core;
using Forewarn.Learning.Imitation;
using Forewarn.Simulation;

namespace Forewarn.Lab.Imitation;

/// <summary>A data set that a run uses, and which version of it.</summary>
/// <param name="Path">Full path.</param>
internal sealed record DataFile(string Path, string Sha256)
{
    /// <summary>Reads a data set of a task.</summary>
    /// <exception cref="ForewarnException">It is damaged, of another task, or of other sizes than the task has.</exception>
    public static (DataFile File, TransitionSet Set) Read(string path, EnvironmentEntry task, int size)
    {
        var recorded = TransitionFile.Read(path);
        using (var environment = task.Create()) PolicySizes.Require(recorded, task.Name, environment);
        return (new(path, recorded.Sha256), size > 0 ? recorded.Set.Subset(size) : recorded.Set);
    }

    /// <summary>Reads it again for a run that goes on.</summary>
    /// <exception cref="ForewarnException">It has changed since the run was started.</exception>
    public TransitionSet ReadAgain(EnvironmentEntry task, int size)
    {
        var (found, set) = Read(Path, task, size);
        return found.Sha256 == Sha256
            ? set
            : throw ForewarnException.Of($"data set '{Path}'", $"sha256 {found.Sha256[..12]}", $"{Sha256[..12]}, with which the run was started",
                "Restore the file, or start a new run.", ExitCode.Usage);
    }
}
