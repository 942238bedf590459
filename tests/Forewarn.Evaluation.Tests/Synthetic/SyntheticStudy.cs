using Forewarn.Core;
using Forewarn.Evaluation.Runs;
using Forewarn.Evaluation.Steering;
using Forewarn.Steering;

namespace Forewarn.Evaluation.Tests.Synthetic;

/// <summary>A whole study on the closed-form task, with the real clustering and the real chooser.</summary>
internal static class SyntheticStudy
{
    public static readonly WishCase[] Wishes =
    [
        new("take the handle", ["handle"], ["rim"], "trained"),
        new("take the rim", ["rim"], ["handle"], "trained"),
        new("take it at rim-right", ["rim-right"], ["rim-left"], "unseen"),
    ];

    public static readonly SteeringStudyOptions Options = new()
    {
        Seeds = [11, 12], Episodes = 15, Proposals = 16, FirstSamples = 4, FilmScenes = 0, Identity = "synthetic",
    };

    public static readonly RunRecord Run = RunRecord.Now(
        "forewarn eval cup --episodes 15", Options.Seeds, Options.Episodes,
        new Dictionary<string, string> { ["policy"] = "synthetic", ["note"] = "<b>& quotes\"</b>" }, TimeProvider.System);

    public static SteeringBench Bench(SyntheticNarrator narrator, Action? executed = null)
    {
        var chooser = new PlanChooser(narrator, new KeywordReader(), new(), TimeProvider.System);
        return new(
            new SyntheticTask(executed), new SyntheticProposer(), new ModeClustering(new KeyframeDistance(), new() { Proposals = 16 }),
            new SyntheticWorldModel(), null, narrator,
            [
                new BaseSampleSelector(), new RandomModeSelector(), new HeaviestModeSelector(), new ForewarnSelector(chooser),
                new ForewarnSelector(chooser, NarrationSource.Imagined, CandidateSet.FirstSamples),
                new ForewarnSelector(chooser, NarrationSource.TrueFuture), new ForewarnSelector(chooser, NarrationSource.Shuffled),
                new OracleSelector(), new OracleSelector(CandidateSet.FirstSamples),
            ]);
    }

    public static IReadOnlyList<SceneRow> Play(
        string folder, SteeringStudyOptions? options = null, SyntheticNarrator? narrator = null, Action? executed = null,
        IReadOnlyList<WishCase>? wishes = null) =>
        new SteeringStudy(options ?? Options, wishes ?? Wishes, () => Bench(narrator ?? new(), executed), TimeProvider.System).Run(folder);

    public static string NewFolder() => Directory.CreateTempSubdirectory("forewarn-eval-").FullName;

    /// <summary>d of every sample of one scene, drawn again from the seeds.</summary>
    public static double[] Samples(ulong root, int episode)
    {
        var stream = new SeedStreams(root).Stream("proposals", episode);
        return [.. Enumerable.Range(0, Options.Proposals).Select(_ => SyntheticProposer.Draw(stream))];
    }
}
