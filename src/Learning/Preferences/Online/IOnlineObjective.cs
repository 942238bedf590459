using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>What an online method makes of a round; the methods differ in nothing else.</summary>
public interface IOnlineObjective
{
    /// <summary>Samples per prompt below which the method has no meaning.</summary>
    int LeastPerPrompt { get; }

    /// <summary>Whether <see cref="OnlineRound.Greedy"/> is read.</summary>
    bool ReadsGreedy => false;

    /// <param name="logProb"><c>ln π</c> of the round's samples under the present weights, <c>[B]</c>, with gradient.</param>
    /// <returns>A scalar.</returns>
    Tensor Loss(Tensor logProb, OnlineRound round);
}
