using System.Numerics.Tensors;
using Forewarn.Core;
using Forewarn.Learning.Nets;

namespace Forewarn.Learning.Reinforcement;

/// <summary>T steps of N environments, time-major: row <c>t N + i</c> is step t of environment i. Made once and refilled.</summary>
internal sealed class PpoRollOut
{
    private readonly int _environments;
    private readonly float[] _actions, _noise;

    public PpoRollOut(int environments, int steps, int stateSize, int actionSize)
    {
        (_environments, Rows) = (environments, environments * steps);
        Batch = new(Rows, stateSize, actionSize) { Count = Rows };
        (Inputs, Draws) = (new float[Rows * stateSize], new float[Rows * actionSize]);
        (OldLogs, Values, NextValues) = (new float[Rows], new float[Rows], new float[Rows]);
        (Starts, Ends, Rewards) = (new float[Rows], new float[Rows], new float[Rows]);
        (Advantages, Returns) = (new float[Rows], new float[Rows]);
        (_actions, _noise) = (new float[environments * actionSize], new float[Rows * actionSize]);
    }

    /// <summary>R = T N.</summary>
    public int Rows { get; }

    /// <summary>The transitions as they were: raw states, clipped actions, the task's rewards.</summary>
    public TransitionBatch Batch { get; }

    /// <summary>Normalized states, <c>[R, S]</c>.</summary>
    public float[] Inputs { get; }

    /// <summary>Actions before clipping, <c>[R, A]</c>.</summary>
    public float[] Draws { get; }

    /// <summary>Log-densities of the draws, <c>[R]</c>.</summary>
    public float[] OldLogs { get; }

    /// <summary>1 where an episode starts with the row, <c>[R]</c>.</summary>
    public float[] Starts { get; }

    /// <summary>1 where one ends, <c>[R]</c>.</summary>
    public float[] Ends { get; }

    /// <summary>What is learned from, <c>[R]</c>.</summary>
    public float[] Rewards { get; }

    /// <summary><c>[R]</c>.</summary>
    public float[] Values { get; }

    /// <summary>V(s'), 0 where s' is terminal, <c>[R]</c>.</summary>
    public float[] NextValues { get; }

    /// <summary><c>[R]</c>.</summary>
    public float[] Advantages { get; }

    /// <summary>What the values should have been, <c>[R]</c>.</summary>
    public float[] Returns { get; }

    /// <summary>Acts for T steps.</summary>
    /// <param name="tape">Of the policy's network, for N rows or more.</param>
    /// <param name="timeLimitsEnd">Take a time limit for the task's end.</param>
    public void Collect(LearnerEpisodes episodes, GaussianPolicy policy, MlpTape tape, bool timeLimitsEnd, SeedStream seed)
    {
        int s = policy.StateSize, a = policy.ActionSize;
        NormalNoise.Fill(_noise, seed);
        for (int from = 0; from < Rows; from += _environments)
        {
            var inputs = Inputs.AsSpan(from * s, _environments * s);
            episodes.States.CopyTo(Batch.States[(from * s)..]);
            episodes.Starts.CopyTo(Starts.AsSpan(from));
            policy.Sense(episodes.States, inputs);
            policy.Net.Forward(inputs, tape);
            Draw(policy, tape.Outputs, from);
            episodes.Step(_actions);
            _actions.CopyTo(Batch.Actions[(from * a)..]);
            episodes.NextStates.CopyTo(Batch.NextStates[(from * s)..]);
            for (int i = 0; i < _environments; i++)
            {
                var result = episodes.Results[i];
                Batch.Rewards[from + i] = (float)result.Reward;
                Batch.Continues[from + i] = result.Terminated || (timeLimitsEnd && result.Truncated) ? 0 : 1;
                Ends[from + i] = result.Terminated || result.Truncated ? 1 : 0;
            }
        }
    }

    /// <summary>Values of all states; of next states only where they are not the next row's own.</summary>
    public void Judge(GaussianPolicy policy, Mlp critic, MlpTape tape) => Judge(policy, critic, tape, Values, NextValues);

    /// <summary>As above for another critic, <c>[R]</c> each.</summary>
    public void Judge(GaussianPolicy policy, Mlp critic, MlpTape tape, Span<float> values, Span<float> nextValues)
    {
        int s = policy.StateSize;
        for (int from = 0; from < Rows; from += tape.Capacity)
        {
            int rows = Math.Min(tape.Capacity, Rows - from);
            critic.Forward(Inputs.AsSpan(from * s, rows * s), tape);
            tape.Outputs.CopyTo(values[from..]);
        }
        for (int row = 0; row < Rows; row++)
        {
            bool contiguous = row + _environments < Rows && Ends[row] == 0;
            if (contiguous || Batch.Continues[row] == 0)
            {
                nextValues[row] = contiguous ? values[row + _environments] : 0;
                continue;
            }
            policy.Sense(Batch.NextStates.Slice(row * s, s), tape.Inputs(1));
            critic.Forward(1, tape);
            nextValues[row] = tape.Outputs[0];
        }
    }

    /// <summary>Advantages and returns of the present rewards and values.</summary>
    public void Estimate(double gamma, double lambda)
    {
        GeneralizedAdvantage.Estimate(_environments, Rewards, Values, NextValues, Ends, gamma, lambda, Advantages);
        TensorPrimitives.Add(Advantages, Values, Returns);
    }

    /// <summary>Adds the transitions to a replay, newest last.</summary>
    public void Remember(ReplayBuffer replay)
    {
        int s = Batch.StateSize, a = Batch.ActionSize;
        for (int row = Math.Max(0, Rows - replay.Capacity); row < Rows; row++)
            replay.Add(Batch.States.Slice(row * s, s), Batch.Actions.Slice(row * a, a), Batch.Rewards[row],
                Batch.NextStates.Slice(row * s, s), Batch.Continues[row] > 0);
    }

    private void Draw(GaussianPolicy policy, ReadOnlySpan<float> means, int from)
    {
        int a = policy.ActionSize;
        var noise = _noise.AsSpan(from * a, means.Length);
        var draws = Draws.AsSpan(from * a, means.Length);
        Span<float> sigma = stackalloc float[a];
        TensorPrimitives.Exp(policy.LogStd, sigma);
        for (int i = 0; i < _environments; i++)
        {
            for (int c = i * a, k = 0; k < a; c++, k++)
            {
                draws[c] = means[c] + sigma[k] * noise[c];
                _actions[c] = Math.Clamp(draws[c], -1, 1);
            }
            OldLogs[from + i] = (float)PpoLoss.LogDensity(noise.Slice(i * a, a), policy.LogStd);
        }
    }
}
