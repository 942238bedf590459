using Forewarn.Core;
using Forewarn.Learning.Nets;

namespace Forewarn.Learning.InverseRl.Rewards;

/// <summary>Options of <see cref="IpmReward"/>; the defaults are those of GUITAR's published code.</summary>
public sealed record IpmRewardOptions : CriticRewardOptions
{
    public IpmRewardOptions() => (Optimistic, GradientTarget) = (true, 0.4);

    /// <summary>Critic <c>f = -sigmoid(net)</c>, so that rewards lie in 0 to 1; off, f is the network's output.</summary>
    public bool Bounded { get; init; }

    /// <summary>Limit f to plus and minus this; 0 = no limit.</summary>
    public double Clip { get; init; }

    /// <summary>One critic of IRL++ as in EvIL's published code: state alone, standardized, bounded, 20 steps per update.</summary>
    public static IpmRewardOptions IrlPlusPlus { get; } = new()
    {
        Input = RewardInput.State, Hidden = [128, 128], Standardize = true, Bounded = true, StepsPerUpdate = 20,
        Rate = CriticRate.Linear, LearningRate = 4e-3, LastLearningRate = 4e-7, DecaySteps = 400 * 20, Optimistic = false, Epsilon = 1e-5,
    };

    /// <exception cref="ForewarnException">A number is out of range.</exception>
    public override void Validate()
    {
        base.Validate();
        Check.Require(Clip >= 0, "critic.clip", Clip, "0 or more");
    }

    internal Activation Outer => Bounded ? Activation.Sigmoid : Activation.Identity;
}
