using Forewarn.Core;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.InverseRl.Rewards;

/// <summary>
/// Several reward models as one (IRL++): members have initial weights and minibatches of their own. Members of one run are updated
/// side by side; to combine those of several runs, put the finished ones together.
/// </summary>
/// <param name="kappa">Weight of the deviation over members (divisor M) in <see cref="EnsembleCombination.Mean"/>.</param>
public sealed class EnsembleReward(
    IReadOnlyList<IRewardModel> members, EnsembleCombination combination = EnsembleCombination.Mean, double kappa = 0) : IRewardModel
{
    private float[] _paid = [];

    /// <param name="create">Makes a member from its own seed.</param>
    /// <exception cref="ForewarnException">Fewer than one member.</exception>
    public static EnsembleReward Of(
        int count, SeedStream seed, Func<SeedStream, IRewardModel> create,
        EnsembleCombination combination = EnsembleCombination.Mean, double kappa = 0)
    {
        if (count < 1) throw ForewarnException.Of("ensemble", $"{count} members", "1 or more", "IRL++ has 5.", ExitCode.Usage);
        return new([.. Enumerable.Range(0, count).Select(m => create(seed.Child("member", m)))], combination, kappa);
    }

    public IReadOnlyList<IRewardModel> Members => members;

    public void Relabel(TransitionBatch batch, Span<float> rewards, SeedStream seed)
    {
        int rows = batch.Count, count = members.Count;
        if (_paid.Length < rows * count) _paid = new float[rows * count];
        for (int m = 0; m < count; m++) members[m].Relabel(batch, _paid.AsSpan(m * rows, rows), seed.Child("member", m));
        for (int b = 0; b < rows; b++)
        {
            double sum = 0, squares = 0, least = double.PositiveInfinity;
            for (int m = 0; m < count; m++)
            {
                double r = _paid[m * rows + b];
                (sum, least) = (sum + r, Math.Min(least, r));
            }
            double mean = sum / count;
            for (int m = 0; m < count; m++) squares += (_paid[m * rows + b] - mean) * (_paid[m * rows + b] - mean);
            rewards[b] = (float)(combination == EnsembleCombination.Pessimistic ? least : mean + kappa * Math.Sqrt(squares / count));
        }
    }

    /// <returns>Means over members; <c>gap_spread</c> is the deviation of their gaps.</returns>
    public IReadOnlyDictionary<string, double> Update(ITransitionSource expert, ITransitionSource learner, long iteration, SeedStream seed)
    {
        var means = new FigureMeans();
        var gaps = new List<double>();
        for (int m = 0; m < members.Count; m++)
        {
            var figures = members[m].Update(expert, learner, iteration, seed.Child("member", m));
            means.Add(figures);
            if (figures.TryGetValue("gap", out double gap)) gaps.Add(gap);
        }
        var all = means.Take();
        if (gaps.Count > 0) all["gap_spread"] = Math.Sqrt(gaps.Sum(g => (g - gaps.Average()) * (g - gaps.Average())) / gaps.Count);
        return all;
    }

    public void Save(SnapshotWriter to)
    {
        for (int m = 0; m < members.Count; m++) to.Add($"member{m}", members[m]);
    }

    public void Load(SnapshotReader from)
    {
        for (int m = 0; m < members.Count; m++) from.Restore($"member{m}", members[m]);
    }
}
