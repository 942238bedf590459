using System.Globalization;
using Forewarn.Core;
using Forewarn.Learning.Constraints.Inverse;
using Forewarn.Learning.Constraints.Inverse.Deployment;
using Forewarn.Learning.Studies;
using Forewarn.Reachability.Grids;
using Forewarn.Reachability.Transfer;

namespace Forewarn.Learning.Constraints.Dubins;

/// <summary>
/// What does neural inverse constraint learning recover from experts on two bodies, the failure set or the tube? And what happens when the constraint of
/// one body guards the other?
/// </summary>
public sealed class DubinsIclStudy : IStudy
{
    private const int Episodes = 400;
    private static readonly DubinsLearning Learning = new(2500, [64, 64, 64],
        new() { Rounds = 6, Fit = new() { Steps = 2000, LearningRate = 0.01, Batch = 1024 } });

    public string Name => "icl-dubins";

    public string Summary => "a network learns the backward reachable tube of the body it saw from demonstrations, and does not carry over to a weaker body";

    public int DefaultSeeds => 5;

    public StudyResult Run(IReadOnlyList<ulong> seeds, Action<int, int> progress, CancellationToken cancel = default)
    {
        StudySeeds.Require(seeds);
        var figures = StudyRuns.Named(seeds, Seed, progress, cancel);
        return new(Name, Summary, seeds,
            new Dictionary<string, string>
            {
                ["cars"] = $"{DubinsWorld.Sluggish.Car}, {DubinsWorld.Agile.Car}",
                ["tasks"] = string.Join("; ", WishedTurns.All.Select(t => t.Name)),
                ["demonstrations"] = $"{Learning.Demonstrations} episodes a task, clearance {DubinsWorld.Sluggish.Clearance.ToString(CultureInfo.InvariantCulture)} m",
                ["learner"] = $"filter by the present constraint, {Episodes} episodes a task and round",
                ["network"] = string.Join(", ", Learning.Hidden), ["options"] = $"{Learning.Options with { Seed = 0 }}",
                ["failures"] = $"{DubinsFigures.Episodes} episodes a task, guard from raw {DubinsFigures.GuardLevel.ToString(CultureInfo.InvariantCulture)} on",
                ["threshold"] = DubinsLearning.Threshold.ToString("F3", CultureInfo.InvariantCulture),
            },
            [.. figures.Select(f => StudyFigure.Sampled(f.Name, f.PerSeed, Bars.GetValueOrDefault(f.Name)))],
            ["Overlaps are taken on a grid of states where the constraint has data; the rest reads as unknown and is counted in support.",
             "The number of rounds, the threshold and the guard's level were chosen on a seed that is not reported.",
             "Failure steps are the share of steps that end in the disc while a car is driven as wished under a filter by the set named first.",
             "agile_constraint_on_sluggish goes around the gate, to show what the gate refuses; recomputed_on_sluggish is what the gate gives instead."]);
    }

    private static readonly Dictionary<string, StudyBar> Bars = new()
    {
        ["sluggish/tube_less_failure_overlap"] = new(AtLeast: 0), ["agile/tube_less_failure_overlap"] = new(AtLeast: 0),
        ["sluggish/coverage_beyond_failure"] = new(AtLeast: 0.95), ["agile/coverage_beyond_failure"] = new(AtLeast: 0.95),
        ["sluggish/failure_steps"] = new(AtMost: 0.002), ["agile/failure_steps"] = new(AtMost: 0.002),
        ["agile_constraint_on_sluggish/failure_steps"] = new(AtLeast: 0.015), ["agile_constraint_on_sluggish/refused"] = new(AtLeast: 1),
        ["sluggish_constraint_on_agile/failure_steps"] = new(AtMost: 0.002), ["recomputed_on_sluggish/failure_steps"] = new(AtMost: 0.002),
        ["tube_on_sluggish/failure_steps"] = new(AtMost: 0),
    };

    private static IEnumerable<(string, double)> Seed(ulong seed, CancellationToken cancel)
    {
        var stream = StudySeeds.Reported(seed);
        DubinsWorld slow = DubinsWorld.Sluggish, quick = DubinsWorld.Agile;
        var sluggish = Learned(slow, stream.Child("sluggish"), cancel);
        var agile = Learned(quick, stream.Child("agile"), cancel);
        foreach (var figure in DubinsFigures.Of("sluggish", slow, sluggish.For(slow.Signature), stream)) yield return figure;
        foreach (var figure in DubinsFigures.Of("agile", quick, agile.For(quick.Signature), stream)) yield return figure;

        // The agile body's own guard, driven on the sluggish one: what nobody can do through the gate.
        yield return ("agile_constraint_on_sluggish/failure_steps", DubinsFigures.Failures(slow, DubinsFigures.By(agile.For(quick.Signature)), stream));
        yield return ("agile_constraint_on_sluggish/refused", TransferRule.Judge(agile.Signature, slow.Signature).IsAccepted ? 0 : 1);
        yield return ("sluggish_constraint_on_agile/failure_steps", DubinsFigures.Failures(quick, DubinsFigures.By(sluggish.For(quick.Signature)), stream));
        yield return ("recomputed_on_sluggish/failure_steps", DubinsFigures.Failures(slow, DubinsFigures.By(agile.For(slow.Signature, Margin(slow), cancel)), stream));
        yield return ("failure_set_on_sluggish/failure_steps", DubinsFigures.Failures(slow, FilteredDriving.FailureSet(slow).Forbidden, stream));
        yield return ("tube_on_sluggish/failure_steps", DubinsFigures.Failures(slow, FilteredDriving.Tube(slow).Forbidden, stream));
    }

    private static LearnedConstraint Learned(DubinsWorld world, SeedStream seed, CancellationToken cancel) =>
        Learning.Start(world, seed, (_, _) => new FilteredSearch(world, Episodes)).Run(cancel);

    /// <summary>The failure margin of the disc for a body, its grid a little larger than the box.</summary>
    private static FailureMargin Margin(DubinsWorld world) => new(world.Signature.Margin, x => world.Margin(x), world.Motion,
        new Grid([new("x_m", -1.6, 1.6, 41), new("y_m", -1.6, 1.6, 41), new("heading_rad", -Math.PI, Math.PI, 40, Boundary.Periodic)]),
        new() { Horizon = 2, Threads = 1 }, Allowance: 0.03);
}
