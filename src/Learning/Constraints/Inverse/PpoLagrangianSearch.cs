using Forewarn.Core;
using Forewarn.Learning.Constraints.Constrained;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Training;
using Forewarn.Simulation;

namespace Forewarn.Learning.Constraints.Inverse;

/// <summary>
/// The inner player by policy search: for every task a policy of its own by <see cref="PpoLagrangian"/>, which senses the raw value of the present
/// constraint beside the state and starts every round by cloning the task's demonstrations.
/// </summary>
public sealed class PpoLagrangianSearch : IConstrainedSearch, IDisposable
{
    private readonly IReadOnlyList<ConstraintTask> _tasks;
    private readonly int _episodes;
    private readonly ConstraintSensing[] _stages;
    private readonly PpoLagrangian[] _searches;

    /// <param name="create">Makes an environment of a task, by its index; the constraint's states are the first columns of its own.</param>
    /// <param name="angles">State columns in rad, which policies sense as cosine and sine.</param>
    /// <param name="constraint">The one that will be learned.</param>
    /// <param name="episodes">Episodes that a policy plays after its search, to show where it goes.</param>
    /// <exception cref="ForewarnException">A number is out of range.</exception>
    public PpoLagrangianSearch(
        PpoLagrangianOptions options, IReadOnlyList<ConstraintTask> tasks, Func<int, IStateEnvironment> create, IReadOnlyList<int> angles,
        ConstraintModel constraint, int episodes, SeedStream seed)
    {
        (_tasks, _episodes) = (tasks, episodes);
        _stages = [.. tasks.Select((_, k) => new ConstraintSensing(create(k), constraint, angles))];
        _searches = [.. tasks.Select((_, k) => new PpoLagrangian(options, () => new ConstraintSensing(create(k), constraint, angles),
            new SensedCost(constraint), seed.Child("task", k)))];
    }

    /// <summary>The policy of a task.</summary>
    public IStatePolicy Policy(int task) => _searches[task].Policy;

    public SearchOutcome Improve(int task, ConstraintModel constraint, double limit, int round, SeedStream seed, CancellationToken cancel)
    {
        var search = _searches[task];
        var demonstrations = new SensedDemonstrations(_tasks[task].Demonstrations, _stages[task]);
        long before = search.Counts.Learning;
        search.Improve(limit, demonstrations, seed.Child("improve"));
        cancel.ThrowIfCancellationRequested();
        return Play(task, constraint, search.Counts.Learning - before, seed.Child("play"));
    }

    /// <summary>Draws actions as while learning: the mean alone would hide where the policy also goes.</summary>
    private SearchOutcome Play(int task, ConstraintModel constraint, long steps, SeedStream seed)
    {
        var stage = _stages[task];
        var policy = _searches[task].Policy;
        int width = constraint.Features.StateSize;
        float[] whole = new float[stage.Inner.StateSize], sensed = new float[stage.StateSize], action = new float[policy.ActionSize];
        var states = new List<float>();
        double earned = 0, paid = 0;
        for (int e = 0; e < _episodes; e++)
        {
            stage.Reset(seed.Child("start", e));
            var noise = seed.Child("actions", e);
            stage.Inner.Sense(whole);
            states.AddRange(whole.AsSpan(0, width));
            for (bool over = false; !over;)
            {
                ((IStateEnvironment)stage).Sense(sensed);
                policy.Act(sensed, action, noise);
                var result = stage.Step(action);
                stage.Inner.Sense(whole);
                var state = whole.AsSpan(0, width);
                states.AddRange(state);
                earned += result.Reward;
                paid += constraint.Cost(constraint.Raw(state));
                over = result.Terminated || result.Truncated;
            }
        }
        return new([.. states], earned / _episodes, paid / _episodes, steps);
    }

    public void Save(SnapshotWriter to)
    {
        for (int k = 0; k < _searches.Length; k++) to.Add($"task{k}", _searches[k]);
    }

    public void Load(SnapshotReader from)
    {
        for (int k = 0; k < _searches.Length; k++) from.Restore($"task{k}", _searches[k]);
    }

    public void Dispose()
    {
        foreach (var search in _searches) search.Dispose();
        foreach (var stage in _stages) stage.Dispose();
    }
}
