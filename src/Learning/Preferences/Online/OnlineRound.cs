using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>What the old policy drew in one round, and what it earned.</summary>
/// <param name="PerPrompt">Samples of each prompt, side by side.</param>
/// <param name="Old"><c>ln π_old</c>, <c>[B]</c>; owned by the round.</param>
/// <param name="Reference"><c>ln π_ref</c>, <c>[B]</c>; owned by the round.</param>
/// <param name="Scores">As the reward gave them, <c>[B]</c>.</param>
/// <param name="Rewards">With the KL penalty, <c>[B]</c>; what objectives read.</param>
/// <param name="Greedy">Scores of the greedy answers, <c>[P]</c>; null where the objective does not ask.</param>
public sealed record OnlineRound(
    SampleBatch Samples, int PerPrompt, Tensor Old, Tensor Reference, double[] Scores, double[] Rewards, double[]? Greedy) : IDisposable
{
    public int Prompts => Samples.Count / PerPrompt;

    public void Dispose()
    {
        Samples.Dispose();
        Old.Dispose();
        Reference.Dispose();
    }
}
