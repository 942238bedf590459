using Forewarn.Core;
using Forewarn.Learning.Reinforcement;
using Forewarn.Simulation;

namespace Forewarn.Learning.Imitation;

/// <summary>
/// Plays a policy and keeps what it did, with the environment's exact state before every step. Episode i draws from the seed's
/// stream i alone, so a longer set begins with the shorter one.
/// </summary>
public sealed class DemonstrationRecorder
{
    private readonly DemonstrationOptions _options;
    private readonly List<float> _states = [], _actions = [], _nextStates = [], _rewards = [], _continues = [];
    private readonly List<byte> _snapshots = [];
    private readonly List<int> _starts = [];
    private readonly List<double> _returns = [];

    private DemonstrationRecorder(DemonstrationOptions options) => _options = options;

    /// <param name="progress">Told (done, wanted) after every episode.</param>
    /// <returns>The set and the return of every episode in it, each as played to its end.</returns>
    /// <exception cref="ForewarnException">Options out of range, a policy of other sizes, or only episodes that end early.</exception>
    public static (TransitionSet Set, IReadOnlyList<double> Returns) Record(
        IStatePolicy policy, IStateEnvironment environment, DemonstrationOptions options, Action<int, int>? progress = null,
        CancellationToken cancel = default)
    {
        options.Validate();
        PolicySizes.Require(policy, environment);
        var recorder = new DemonstrationRecorder(options);
        recorder.Play(policy, environment, progress, cancel);
        var set = new TransitionSet(policy.StateSize, policy.ActionSize, [.. recorder._states], [.. recorder._actions],
            [.. recorder._nextStates], [.. recorder._rewards], [.. recorder._continues], recorder._starts, [.. recorder._snapshots]);
        return (options.Transitions > 0 ? set.Subset(options.Transitions) : set, recorder._returns);
    }

    private void Play(IStatePolicy policy, IStateEnvironment environment, Action<int, int>? progress, CancellationToken cancel)
    {
        var seeds = new SeedStreams(_options.Seed);
        for (int episode = 0, early = 0; !IsEnough; episode++)
        {
            cancel.ThrowIfCancellationRequested();
            int start = _rewards.Count;
            bool whole = PlayEpisode(policy, environment, seeds.Stream("episode", episode));
            early = whole ? 0 : early + 1;
            if (whole || !_options.WholeEpisodes)
            {
                _starts.Add(start);
                progress?.Invoke(_options.Episodes > 0 ? _returns.Count : Math.Min(_rewards.Count, _options.Transitions),
                    Math.Max(_options.Episodes, _options.Transitions));
                continue;
            }
            Drop(start, environment.StateSize, policy.ActionSize);
            if (early >= _options.Patience)
                throw ForewarnException.Of("demonstrations", $"{early} episodes in a row that ended early", "episodes up to the time limit",
                    "Record a better policy, or keep short episodes too.");
        }
    }

    private bool IsEnough => _options.Episodes > 0 ? _returns.Count >= _options.Episodes : _rewards.Count >= _options.Transitions;

    /// <returns>Whether the time limit ended it.</returns>
    private bool PlayEpisode(IStatePolicy policy, IStateEnvironment environment, SeedStream seed)
    {
        environment.Reset(seed.Child("start"));
        SeedStream noise = seed.Child("actions"), hand = seed.Child("hand");
        float[] state = new float[policy.StateSize], action = new float[policy.ActionSize];
        double earned = 0;
        for (StepResult result = default; !(result.Terminated || result.Truncated);)
        {
            if (_options.Snapshots) _snapshots.AddRange(environment.SaveState());
            environment.Sense(state);
            policy.Act(state, action, _options.Stochastic ? noise : null);
            if (hand.NextDouble() < _options.Tremble) foreach (ref float a in action.AsSpan()) a = (float)hand.Uniform(-1, 1);
            _states.AddRange(state);
            _actions.AddRange(action);
            result = environment.Step(action);
            environment.Sense(state);
            _nextStates.AddRange(state);
            _rewards.Add((float)result.Reward);
            _continues.Add(result.Terminated ? 0 : 1);
            earned += result.Reward;
            if (result.Terminated || result.Truncated) _returns.Add(earned);
            if (result.Terminated) return false;
        }
        return true;
    }

    private void Drop(int start, int stateSize, int actionSize)
    {
        int dropped = _rewards.Count - start;
        if (_snapshots.Count > 0)
        {
            int each = _snapshots.Count / _rewards.Count;
            _snapshots.RemoveRange(start * each, dropped * each);
        }
        _states.RemoveRange(start * stateSize, dropped * stateSize);
        _nextStates.RemoveRange(start * stateSize, dropped * stateSize);
        _actions.RemoveRange(start * actionSize, dropped * actionSize);
        _rewards.RemoveRange(start, dropped);
        _continues.RemoveRange(start, dropped);
        _returns.RemoveAt(_returns.Count - 1);
    }
}
