using Forewarn.Core;
using Forewarn.Learning.Imitation;
using Forewarn.Learning.InverseRl.Rewards;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Reinforcement;

namespace Forewarn.Learning.Tests.InverseRl.Rewards;

/// <summary>Transitions whose states and actions are independent normal draws.</summary>
internal static class Clouds
{
    public static TransitionSet Normal(int count, int stateSize, int actionSize, double mean, double deviation, long seed)
    {
        var stream = new SeedStreams(7).Stream("cloud", seed);
        float[] Fill(int size) => [.. Enumerable.Range(0, size).Select(_ => (float)(mean + deviation * stream.NextNormal()))];
        return new(stateSize, actionSize, Fill(count * stateSize), Fill(count * actionSize), Fill(count * stateSize), new float[count],
            [.. Enumerable.Repeat(1f, count)], [0], []);
    }

    public static TransitionBatch Batch(ITransitionSource source, int count)
    {
        var batch = new TransitionBatch(count, source.StateSize, source.ActionSize) { Count = count };
        for (int i = 0; i < count; i++) source.Copy(i, batch, i);
        return batch;
    }

    public static float[] Rewards(IRewardModel model, ITransitionSource source, int count)
    {
        var rewards = new float[count];
        model.Relabel(Batch(source, count), rewards, new SeedStreams(3).Stream("relabel"));
        return rewards;
    }

    /// <summary>Share of pairs in which the first is larger; ties count half.</summary>
    public static double Auc(float[] first, float[] second)
    {
        var sorted = second.Order().ToArray();
        return first.Average(f => (Below(sorted, f, false) + Below(sorted, f, true)) / 2.0 / sorted.Length);
    }

    /// <summary>Norm of the critic's gradient in its inputs at every row.</summary>
    public static double[] Slopes(CriticReward reward, ITransitionSource source, int count)
    {
        var batch = Batch(source, count);
        var tape = new MlpTape(reward.Net.Shape, count);
        reward.Net.Forward(batch.States, tape);
        tape.OutputGradients.Fill(1);
        reward.Net.Backward(tape, parameters: false, inputs: true);
        int width = source.StateSize;
        var slopes = tape.InputGradients.ToArray();
        return [.. Enumerable.Range(0, count).Select(b => Math.Sqrt(slopes.Skip(b * width).Take(width).Sum(g => (double)g * g)))];
    }

    private static int Below(float[] sorted, float value, bool equal)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (sorted[middle] < value || (equal && sorted[middle] == value)) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
