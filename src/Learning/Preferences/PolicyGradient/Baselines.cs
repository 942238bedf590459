using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>Advantages without a critic: what a sample earned beyond a baseline of its own prompt.</summary>
public static class Baselines
{
    /// <summary>RLOO: <c>A_i = R_i - mean of the others</c>.</summary>
    /// <param name="rewards"><c>[P perPrompt]</c>, those of a prompt side by side.</param>
    public static double[] LeaveOneOut(ReadOnlySpan<double> rewards, int perPrompt)
    {
        var advantages = new double[rewards.Length];
        for (int p = 0; p < rewards.Length; p += perPrompt)
        {
            double sum = 0;
            for (int i = 0; i < perPrompt; i++) sum += rewards[p + i];
            for (int i = 0; i < perPrompt; i++) advantages[p + i] = rewards[p + i] - (sum - rewards[p + i]) / (perPrompt - 1);
        }
        return advantages;
    }

    /// <param name="rewards"><c>[P, perPrompt]</c>.</param>
    /// <returns><c>[P, perPrompt]</c>.</returns>
    public static Tensor LeaveOneOut(Tensor rewards)
    {
        using var scope = NewDisposeScope();
        long n = rewards.shape[1];
        return ((rewards - rewards.mean([1], keepdim: true)) * ((double)n / (n - 1))).MoveToOuterDisposeScope();
    }

    /// <summary>ReMax: <c>A_i = R_i - R of the greedy answer to the same prompt</c>.</summary>
    /// <param name="greedy"><c>[P]</c>.</param>
    public static double[] Greedy(ReadOnlySpan<double> rewards, ReadOnlySpan<double> greedy)
    {
        int perPrompt = rewards.Length / greedy.Length;
        var advantages = new double[rewards.Length];
        for (int i = 0; i < advantages.Length; i++) advantages[i] = rewards[i] - greedy[i / perPrompt];
        return advantages;
    }

    /// <summary>Zero mean and unit spread over the batch; what is constant stays zero.</summary>
    public static double[] Standardized(ReadOnlySpan<double> values)
    {
        double mean = 0, square = 0;
        foreach (double v in values) mean += v / values.Length;
        foreach (double v in values) square += (v - mean) * (v - mean) / values.Length;
        double spread = Math.Sqrt(square) + 1e-6;
        var scaled = new double[values.Length];
        for (int i = 0; i < scaled.Length; i++) scaled[i] = (values[i] - mean) / spread;
        return scaled;
    }
}
