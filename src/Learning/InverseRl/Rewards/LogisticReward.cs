using Forewarn.Core;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Reinforcement;

namespace Forewarn.Learning.InverseRl.Rewards;

/// <summary>
/// The classifier of GAIL (Ho and Ermon 2016) and DAC (Kostrikov et al. 2019): logits D with the expert as 1, cross-entropy averaged
/// over both sides, reward <c>-log(1 - sigma(D) + 1e-8)</c>. It is never negative, so living longer always pays.
/// </summary>
public sealed class LogisticReward(LogisticRewardOptions options, ITransitionSource expert, SeedStream seed)
    : CriticReward(options, Activation.Identity, expert, seed)
{
    private protected override void Pay(ReadOnlySpan<float> outputs, Span<float> rewards)
    {
        for (int b = 0; b < outputs.Length; b++) rewards[b] = (float)-Math.Log(Sigmoid(-outputs[b]) + 1e-8);
    }

    private protected override double Judge(ReadOnlySpan<float> outputs, bool expert, Span<float> slopes)
    {
        double loss = 0;
        float side = expert ? -1 : 1;
        for (int b = 0; b < outputs.Length; b++)
        {
            double z = side * outputs[b];
            loss += (Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z)))) / 2;
            slopes[b] = (float)(side * Sigmoid(z) / 2);
        }
        return loss;
    }

    private static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));
}
