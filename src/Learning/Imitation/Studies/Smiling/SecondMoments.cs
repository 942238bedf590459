using Forewarn.Learning.Reinforcement;

namespace Forewarn.Learning.Imitation.Studies.Smiling;

/// <summary>Covariance of the states of a source, <c>[S, S]</c>.</summary>
internal static class SecondMoments
{
    /// <param name="indices">Which transitions.</param>
    public static double[] Of(ITransitionSource source, IEnumerable<int> indices)
    {
        int s = source.StateSize, n = 0;
        double[] mean = new double[s], second = new double[s * s];
        var row = new TransitionBatch(1, s, source.ActionSize) { Count = 1 };
        foreach (int index in indices)
        {
            source.Copy(index, row, 0);
            n++;
            for (int i = 0; i < s; i++)
            {
                mean[i] += row.States[i];
                for (int j = 0; j < s; j++) second[i * s + j] += (double)row.States[i] * row.States[j];
            }
        }
        for (int i = 0; i < s; i++)
            for (int j = 0; j < s; j++) second[i * s + j] = second[i * s + j] / n - mean[i] / n * (mean[j] / n);
        return second;
    }

    /// <summary><c>|S - S_wanted| / |S_wanted|</c> in Frobenius norm.</summary>
    public static double Error(double[] found, double[] wanted) =>
        Math.Sqrt(found.Zip(wanted, (f, w) => (f - w) * (f - w)).Sum() / wanted.Sum(w => w * w));
}
