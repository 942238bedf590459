using System.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Learning.Training;

namespace Forewarn.Lab.Imitation;

/// <summary>The command line of a policy training, resolved: of a new run, or of one that goes on.</summary>
/// <param name="Origin">What the run is trained from; of a run that goes on, as it was started.</param>
/// <param name="Resumed">Folder of a run that goes on.</param>
/// <param name="Seed">Of the command line; null = the configuration's.</param>
internal sealed record PolicyRunLine(
    ParseResult Words, ResolvedConfig Config, PolicyRunOrigin Origin, LearnerTask Task, RunFolder? Resumed, ulong? Seed, CancellationToken Cancel)
{
    /// <summary>Steps of the whole run that the command line asks for.</summary>
    public long? Steps { get; init; }

    public double? Minutes { get; init; }

    public IReadOnlyList<int>? Hidden { get; init; }
}
