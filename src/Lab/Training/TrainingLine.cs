using System.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Learning.Training;

namespace Forewarn.Lab.Training;

/// <summary>One training command line, resolved.</summary>
/// <param name="Data">Folders of the data sets, in the order given.</param>
internal sealed record TrainingLine(
    ParseResult Words, ResolvedConfig Config, TrainingOptions Training, IReadOnlyList<string> Data, RunFolder Folder, bool Resumes);
