using Forewarn.Core;
using Forewarn.Learning.Reinforcement;

namespace Forewarn.Learning.InverseRl.Rewards;

/// <summary>
/// An integral probability metric as reward: the critic f is a cost that minimizes <c>mean f(expert) - mean f(learner)</c> under a
/// gradient penalty, and the learner earns <c>-f</c> (Swamy et al. 2021).
/// </summary>
public sealed class IpmReward(IpmRewardOptions options, ITransitionSource expert, SeedStream seed)
    : CriticReward(options, options.Outer, expert, seed)
{
    private readonly float _sign = options.Bounded ? -1 : 1;
    private readonly float _most = options.Clip > 0 ? (float)options.Clip : float.PositiveInfinity;

    private protected override void Pay(ReadOnlySpan<float> outputs, Span<float> rewards)
    {
        for (int b = 0; b < outputs.Length; b++) rewards[b] = -Math.Clamp(_sign * outputs[b], -_most, _most);
    }

    private protected override double Judge(ReadOnlySpan<float> outputs, bool expert, Span<float> slopes)
    {
        double loss = 0;
        float side = expert ? 1 : -1;
        for (int b = 0; b < outputs.Length; b++)
        {
            float f = _sign * outputs[b];
            loss += side * Math.Clamp(f, -_most, _most);
            slopes[b] = Math.Abs(f) <= _most ? side * _sign : 0;
        }
        return loss;
    }
}
