using Forewarn.Learning.Preferences;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Preferences;

internal static class Rounds
{
    /// <summary>A round whose old and reference policies are the present one.</summary>
    public static OnlineRound Of(Tensor logProb, int perPrompt, double[] rewards, double[]? greedy = null)
    {
        var old = logProb.detach().clone().DetachFromDisposeScope();
        int count = (int)logProb.shape[0];
        var samples = new SampleBatch([.. Enumerable.Range(0, count).Select(i => i / perPrompt)], zeros(count).DetachFromDisposeScope());
        return new(samples, perPrompt, old, old.clone().DetachFromDisposeScope(), rewards, rewards, greedy);
    }
}
