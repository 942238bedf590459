using Forewarn.Core;
using Forewarn.Learning.Training;
using Forewarn.Simulation;

namespace Forewarn.Learning.Reinforcement;

/// <summary>
/// The environments that the policy is improved in: N of them side by side, started by a reset distribution, with every step counted.
/// </summary>
public sealed class LearnerEpisodes : ISnapshot, IDisposable
{
    private readonly IStateEnvironment[] _environments;
    private readonly IResetDistribution _resets;
    private readonly SeedStream _seed;
    private readonly float[] _states, _next, _starts;
    private readonly StepResult[] _results;
    private readonly long[] _started;

    /// <param name="count">N.</param>
    public LearnerEpisodes(Func<IStateEnvironment> create, int count, IResetDistribution resets, SeedStream seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        _environments = [.. Enumerable.Range(0, count).Select(_ => create())];
        (_resets, _seed) = (resets, seed);
        (StateSize, ActionSize) = (_environments[0].StateSize, _environments[0].ActionSpec.Width);
        (_states, _next) = (new float[count * StateSize], new float[count * StateSize]);
        (_results, _started, _starts) = (new StepResult[count], new long[count], new float[count]);
        Restart();
    }

    public int Count => _environments.Length;

    public int StateSize { get; }

    public int ActionSize { get; }

    public InteractionCounts Counts { get; } = new();

    /// <summary>Present states, <c>[N, S]</c>: after a step that ended an episode, the first state of the next one.</summary>
    public ReadOnlySpan<float> States => _states;

    /// <summary>1 where the present state is the first of its episode, <c>[N]</c>.</summary>
    public ReadOnlySpan<float> Starts => _starts;

    /// <summary>States that the last step led to, <c>[N, S]</c>; last states of episodes included.</summary>
    public ReadOnlySpan<float> NextStates => _next;

    /// <summary>Results of the last step, <c>[N]</c>; rewards are the task's own.</summary>
    public ReadOnlySpan<StepResult> Results => _results;

    /// <summary>Ends every episode and starts the next ones.</summary>
    public void Restart()
    {
        for (int i = 0; i < Count; i++) Start(i);
    }

    /// <summary>One action everywhere, <c>[N, A]</c>; ended episodes are followed by new ones.</summary>
    public void Step(ReadOnlySpan<float> actions)
    {
        Core.Shape.Require("actions", actions.Length, ("N", Count), ("A", ActionSize));
        for (int i = 0; i < Count; i++)
        {
            _results[i] = _environments[i].Step(actions.Slice(i * ActionSize, ActionSize));
            var next = _next.AsSpan(i * StateSize, StateSize);
            _environments[i].Sense(next);
            Counts.Learning++;
            if (_results[i].Terminated || _results[i].Truncated) Start(i);
            else
            {
                next.CopyTo(_states.AsSpan(i * StateSize));
                _starts[i] = 0;
            }
        }
    }

    /// <summary>Plays whole episodes with the same resets in environment 0, for the reward model alone; learning goes on in a new episode.</summary>
    /// <param name="most">Stop after this many steps too.</param>
    public void RollOut(IStatePolicy policy, int episodes, long most, ReplayBuffer into, SeedStream seed)
    {
        var environment = _environments[0];
        float[] state = new float[StateSize], next = new float[StateSize], action = new float[ActionSize];
        long steps = 0;
        for (int e = 0; e < episodes && steps < most; e++)
        {
            Counts.RollIn += _resets.Reset(environment, seed.Child("roll-out", e));
            var noise = seed.Child("actions", e);
            environment.Sense(state);
            for (bool over = false; !over && steps < most; steps++)
            {
                policy.Act(state, action, noise);
                var result = environment.Step(action);
                environment.Sense(next);
                into.Add(state, action, result.Reward, next, !result.Terminated);
                next.CopyTo(state, 0);
                over = result.Terminated || result.Truncated;
            }
        }
        Counts.Critic += steps;
        Start(0);
    }

    public void Save(SnapshotWriter to)
    {
        to.Add("counts", Counts);
        to.Add("started", _started);
        to.Add("states", _states);
        to.Add("starts", _starts);
        for (int i = 0; i < Count; i++) to.Add($"environment{i}", _environments[i].SaveState());
    }

    public void Load(SnapshotReader from)
    {
        from.Restore("counts", Counts);
        from.Longs("started", _started);
        from.Floats("states", _states);
        from.Floats("starts", _starts);
        for (int i = 0; i < Count; i++) _environments[i].LoadState(from.Bytes($"environment{i}"));
    }

    public void Dispose()
    {
        foreach (var environment in _environments) environment.Dispose();
    }

    private void Start(int i)
    {
        Counts.RollIn += _resets.Reset(_environments[i], _seed.Child($"environment {i}", _started[i]++));
        Counts.Episodes++;
        _starts[i] = 1;
        _environments[i].Sense(_states.AsSpan(i * StateSize, StateSize));
    }
}
