using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Composition;
using Forewarn.Lab.Verbs;

namespace Forewarn.Lab.Composition;

/// <summary>Every verb: the run-time ones and those that need libtorch.</summary>
internal static class LabVerbs
{
    public static IReadOnlyList<IVerb> All { get; } =
    [
        .. CliVerbs.All, new CollectVerb(), new TrainVerb(), new TuneVerb(), new DiagnoseVerb(), new ExportVerb(), new SweepVerb(),
        new RolloutWorkerVerb(),
    ];
}
