using Forewarn.Learning.Studies;
using Forewarn.Reachability.Systems;

namespace Forewarn.Learning.Constraints.Lattice;

/// <summary>What does inverse constraint learning recover: the failure set, or the states from which failure is inevitable?</summary>
public sealed class LatticeStudy : IStudy
{
    private const int Episodes = 30_000;

    public string Name => "icl-lattice";

    public string Summary => "inverse constraint learning recovers the backward reachable tube of the body it saw, not the failure set, and does not carry over";

    public int DefaultSeeds => 5;

    public StudyResult Run(IReadOnlyList<ulong> seeds, Action<int, int> progress, CancellationToken cancel = default)
    {
        StudySeeds.Require(seeds);
        var runs = StudyRuns.Of(1, seeds, (_, seed, stop) => Seed(seed, stop), progress, cancel)[0];
        var figures = new List<StudyFigure>
        {
            Exact("failure_set/states", Enumerable.Range(0, LatticeCar.States).Count(LatticeCar.IsFailure), 1568),
            Exact("sluggish/tube/states", LatticeCar.Sluggish.Tube().Count(lost => lost), 2236),
            Exact("agile/tube/states", LatticeCar.Agile.Tube().Count(lost => lost), 1736),
        };
        for (int f = 0; f < Names.Length; f++)
            figures.Add(StudyFigure.Sampled(Names[f].Name, [.. runs.Select(r => r[f])], Names[f].Bar));
        return new(Name, Summary, seeds, new Dictionary<string, string> { ["episodes"] = $"{Episodes} per round and side", ["steps"] = $"{LatticePlay.Length}" },
            figures,
            [
                "A state is forbidden where the learner has been more than twice as often as the expert; states that neither met stay free.",
                "The agile constraint on the sluggish car is nearly as bad as no tube at all: it is refused by the signature of its dynamics.",
            ]);
    }

    private static readonly (string Name, StudyBar? Bar)[] Names =
    [
        ("sluggish/overlap_with_tube", null), ("sluggish/overlap_with_failure_set", null),
        ("sluggish/tube_less_failure_overlap", new(AtLeast: 0)), ("sluggish/coverage_beyond_failure", new(AtLeast: 0.95)),
        ("sluggish/failure_steps", new(AtMost: 0.002)),
        ("agile/overlap_with_tube", null), ("agile/overlap_with_failure_set", null),
        ("agile/tube_less_failure_overlap", new(AtLeast: 0)), ("agile/coverage_beyond_failure", new(AtLeast: 0.95)),
        ("agile/failure_steps", new(AtMost: 0.002)),
        ("agile_constraint_on_sluggish/failure_steps", new(AtLeast: 0.015)), ("sluggish_constraint_on_agile/failure_steps", new(AtMost: 0.002)),
        ("failure_set_on_sluggish/failure_steps", null), ("tube_on_sluggish/failure_steps", new(AtMost: 0)),
    ];

    private static double[] Seed(ulong seed, CancellationToken cancel)
    {
        var stream = StudySeeds.Reported(seed);
        bool[] failure = [.. Enumerable.Range(0, LatticeCar.States).Select(LatticeCar.IsFailure)];
        LatticeCar slow = LatticeCar.Sluggish, quick = LatticeCar.Agile;
        var sluggish = LatticeLearning.Run(slow, Episodes, stream.Child("sluggish")).Forbidden;
        cancel.ThrowIfCancellationRequested();
        var agile = LatticeLearning.Run(quick, Episodes, stream.Child("agile")).Forbidden;
        cancel.ThrowIfCancellationRequested();
        return
        [
            .. Against(sluggish, slow.Tube(), failure), Failures(slow, sluggish, stream.Child("a")),
            .. Against(agile, quick.Tube(), failure), Failures(quick, agile, stream.Child("b")),
            Failures(slow, agile, stream.Child("c")), Failures(quick, sluggish, stream.Child("d")),
            Failures(slow, failure, stream.Child("e")), Failures(slow, slow.Tube(), stream.Child("f")),
        ];
    }

    private static double[] Against(bool[] learned, bool[] tube, bool[] failure)
    {
        double withTube = Overlap(learned, tube), withFailure = Overlap(learned, failure);
        int beyond = Count((s) => tube[s] && !failure[s]), covered = Count(s => tube[s] && !failure[s] && learned[s]);
        return [withTube, withFailure, withTube - withFailure, (double)covered / beyond];
    }

    private static double Overlap(bool[] a, bool[] b) => (double)Count(s => a[s] && b[s]) / Count(s => a[s] || b[s]);

    private static int Count(Func<int, bool> holds) => Enumerable.Range(0, LatticeCar.States).Count(holds);

    private static double Failures(LatticeCar car, bool[] forbidden, Core.SeedStream seed) =>
        LatticePlay.Run(car, forbidden, LatticeLearning.Starts(car.Tube()), Episodes, new int[LatticeCar.States], seed);

    private static StudyFigure Exact(string name, double value, double known) => StudyFigure.Exact(name, value, StudyBar.Near(known, 0));
}
