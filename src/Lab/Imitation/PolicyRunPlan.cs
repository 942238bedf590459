using Forewarn.Cli.Configs;
using Forewarn.Learning.Imitation.Runs;
using Forewarn.Learning.Training;

namespace Forewarn.Lab.Imitation;

/// <summary>A policy training with everything read and made, of which nothing is on disk yet.</summary>
/// <param name="Loop">What runs.</param>
/// <param name="Config">Its settings with the command line's options in their places.</param>
/// <param name="Sections">The sections that count for it.</param>
internal sealed record PolicyRunPlan(
    IPolicyLoop Loop, PolicyPace Pace, ResolvedConfig Config, IReadOnlyList<Type> Sections, IReadOnlyList<IDisposable> Owned) : IDisposable
{
    /// <summary>Writes what a resumed run would have to make again.</summary>
    public Action<RunFolder> Keep { get; init; } = _ => { };

    public void Dispose()
    {
        foreach (var part in Owned) part.Dispose();
    }
}
