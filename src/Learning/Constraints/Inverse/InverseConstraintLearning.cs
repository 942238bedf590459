using Forewarn.Core;
using Forewarn.Learning.Constraints.Inverse.Deployment;
using Forewarn.Learning.Training;
using Forewarn.Reachability.Transfer;

namespace Forewarn.Learning.Constraints.Inverse;

/// <summary>
/// A game of two players over tasks that share a constraint (Kim et al. 2023): the inner one earns each task's reward under the present constraint, the
/// outer one finds the constraint that the inner one violates and the demonstrations do not, on the states of all rounds (follow the leader). With
/// tasks rich enough it comes to the largest set that no demonstration enters: the backward reachable tube of the body it saw (Qadri et al. 2025).
/// </summary>
public sealed class InverseConstraintLearning : ISnapshot
{
    private readonly InverseConstraintOptions _options;
    private readonly IReadOnlyList<ConstraintTask> _tasks;
    private readonly ConstraintModel _constraint;
    private readonly IConstrainedSearch _search;
    private readonly DynamicsSignature _signature;
    private readonly SeedStreams _seeds;
    private readonly float[] _demonstrated;
    private readonly List<ConstraintRound> _rounds = [];
    private float[] _learner = [];

    /// <param name="constraint">c; changed in place.</param>
    /// <param name="signature">Of the body that the demonstrations and the search drive.</param>
    /// <param name="margin">l at a state <c>[S]</c>, at or below 0 where it has failed; null where nobody can say.</param>
    /// <exception cref="ForewarnException">No task, unbounded controls, demonstrations that fail or are not of this constraint's states.</exception>
    public InverseConstraintLearning(
        InverseConstraintOptions options, IReadOnlyList<ConstraintTask> tasks, ConstraintModel constraint, IConstrainedSearch search,
        DynamicsSignature signature, Func<ReadOnlyMemory<float>, double>? margin = null)
    {
        options.Validate();
        signature.Validate();
        DemonstrationCheck.Require(tasks, constraint.Features.StateSize, margin);
        (_options, _tasks, _constraint, _search, _signature, _seeds) = (options, tasks, constraint, search, signature, new(options.Seed));
        _demonstrated = [.. tasks.SelectMany(t => constraint.Features.Of(DemonstrationCheck.Visited(t.Demonstrations, constraint.Features.StateSize)))];
        constraint.Support.Observe(_demonstrated);
        Coverage = DemonstrationCoverage.Of(tasks, constraint);
        Warning = Coverage.Warning(options.UnseenShare);
    }

    /// <summary>How much of what experts do the demonstrations show.</summary>
    public DemonstrationCoverage Coverage { get; }

    /// <summary>What is missing from the demonstrations, in words; null when they are enough.</summary>
    public string? Warning { get; }

    /// <summary>Rounds so far.</summary>
    public IReadOnlyList<ConstraintRound> Rounds => _rounds;

    public bool IsDone => _rounds.Count >= _options.Rounds;

    /// <summary>All rounds that are left.</summary>
    public LearnedConstraint Run(CancellationToken cancel = default)
    {
        while (!IsDone) Advance(cancel);
        return Result;
    }

    /// <summary>The constraint as it is now, with the dynamics that it belongs to.</summary>
    public LearnedConstraint Result => new(_constraint, _signature);

    /// <summary>One round: learners play under the present constraint, then the constraint is fitted to all that was seen.</summary>
    public ConstraintRound Advance(CancellationToken cancel = default)
    {
        int round = _rounds.Count;
        double demonstrated = DemonstratedCost(), limit = demonstrated + _options.SlackAt(round);
        var outcomes = new SearchOutcome[_tasks.Count];
        for (int k = 0; k < outcomes.Length; k++)
        {
            cancel.ThrowIfCancellationRequested();
            outcomes[k] = _search.Improve(k, _constraint, limit, round, _seeds.Stream($"search {k}", round), cancel);
        }
        float[] visited = [.. outcomes.SelectMany(o => _constraint.Features.Of(o.States))];
        _constraint.Support.Observe(visited);
        _learner = [.. _learner, .. visited];
        double loss = _constraint.Fit(_demonstrated, _learner, _options.Fit, _seeds.Stream("fit", round));
        _rounds.Add(new(round, demonstrated, limit, outcomes.Average(o => o.Cost), outcomes.Average(o => o.Return), loss, outcomes.Sum(o => o.Steps)));
        return _rounds[^1];
    }

    /// <summary>Mean cost of a demonstration, over all tasks: what noise in the fit makes experts pay, learners may pay too.</summary>
    private double DemonstratedCost()
    {
        double sum = 0;
        foreach (var task in _tasks)
        {
            var raw = new float[task.Demonstrations.Count];
            _constraint.Raw(DemonstrationCheck.Reached(task.Demonstrations, _constraint.Features.StateSize), raw);
            foreach (float r in raw) sum += _constraint.Cost(r);
        }
        return sum / _tasks.Sum(t => t.Demonstrations.Starts.Count);
    }

    public void Save(SnapshotWriter to)
    {
        to.Add("constraint", _constraint);
        to.Add("search", _search);
        to.Add("learner", _learner);
        to.Add("rounds", [.. _rounds.SelectMany(r => (double[])
            [r.DemonstratedCost, r.Limit, r.LearnerCost, r.LearnerReturn, r.FitLoss, r.Steps])]);
    }

    public void Load(SnapshotReader from)
    {
        from.Restore("constraint", _constraint);
        from.Restore("search", _search);
        _learner = new float[from.Length("learner")];
        from.Floats("learner", _learner);
        var numbers = new double[from.Length("rounds")];
        from.Doubles("rounds", numbers);
        _rounds.Clear();
        for (int i = 0; i + 5 < numbers.Length; i += 6)
            _rounds.Add(new(i / 6, numbers[i], numbers[i + 1], numbers[i + 2], numbers[i + 3], numbers[i + 4], (long)numbers[i + 5]));
    }
}
