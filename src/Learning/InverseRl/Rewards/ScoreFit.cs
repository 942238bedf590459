using Forewarn.Core;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Reinforcement;

namespace Forewarn.Learning.InverseRl.Rewards;

/// <summary>Fits noise networks to transitions.</summary>
internal sealed class ScoreFit(
    ScorePairOptions options, StateDiffusion diffusion, int times, RewardColumns columns, int stateSize, int actionSize)
{
    private readonly NoiseRegression _regression = new(diffusion, times, columns.Width);
    private readonly TransitionBatch _rows = new(NoiseNet.Piece, stateSize, actionSize);
    private readonly float[] _states = new float[NoiseNet.Piece * columns.Width];

    public static NoiseNet Create(ScorePairOptions options, StateDiffusion diffusion, int width, SeedStream seed) => options.Form switch
    {
        ScoreForm.Affine => new AffineNoiseNet(width, diffusion, options.WeightDecay, seed),
        ScoreForm.PublishedAffine => new MlpNoiseNet(width, options.Hidden, Activation.Identity, diffusion.Times, options.WeightDecay, seed),
        _ => new MlpNoiseNet(width, options.Hidden, Activation.LeakyRelu, diffusion.Times, options.WeightDecay, seed),
    };

    /// <returns>Mean loss over the last tenth of the steps, and over the transitions held out (the same number without any).</returns>
    public (double Training, double Validation) Expert(NoiseNet net, ITransitionSource expert, SeedStream seed)
    {
        int[] order = [.. Enumerable.Range(0, expert.Count)];
        seed.Child("split").Shuffle<int>(order);
        int kept = Math.Max(1, (int)Math.Round(expert.Count * (1 - options.ValidationShare)));
        int late = options.ExpertSteps - Math.Max(1, options.ExpertSteps / 10);
        double training = 0, validation = 0;
        for (int s = 0; s < options.ExpertSteps; s++)
        {
            double rate = options.LearningRate * (options.Anneal ? 1 - (double)s / options.ExpertSteps : 1);
            double loss = Step(net, rate, seed.Child("step", s), stream => DrawFrom(expert, order.AsSpan(0, kept), stream));
            if (s >= late) training += loss / (options.ExpertSteps - late);
        }
        if (kept == expert.Count) return (training, training);
        // The held-out rows 16 times over, each time at new times and with new noise.
        var noise = seed.Child("validation");
        int passes = 16, rows = 0;
        for (int p = 0; p < passes; p++)
            for (int from = kept; from < expert.Count; from += rows)
            {
                rows = Math.Min(NoiseNet.Piece, expert.Count - from);
                _rows.Count = rows;
                for (int b = 0; b < rows; b++) expert.Copy(order[from + b], _rows, b);
                validation += _regression.Accumulate(net, Columns(), 0, noise);
            }
        return (training, validation / ((double)passes * (expert.Count - kept) * columns.Width));
    }

    /// <summary>The steps of one update on the learner's newest transitions.</summary>
    /// <returns>Mean loss.</returns>
    public double Pass(NoiseNet net, ITransitionSource learner, SeedStream seed)
    {
        double sum = 0;
        for (int s = 0; s < options.StepsPerUpdate; s++)
            sum += Step(net, options.LearningRate, seed.Child("step", s), stream => Draw(_rows, learner, stream));
        return sum / options.StepsPerUpdate;
    }

    /// <summary>Fills a batch from the newest transitions of a source.</summary>
    public void Draw(TransitionBatch batch, ITransitionSource source, SeedStream seed)
    {
        if (source is ReplayBuffer replay && replay.Count > options.Window)
            for (int b = 0; b < batch.Count; b++) replay.Copy(replay.Newest(seed.Next(options.Window)), batch, b);
        else source.Draw(batch, 0, batch.Count, seed);
    }

    private double Step(NoiseNet net, double rate, SeedStream seed, Action<SeedStream> draw)
    {
        SeedStream rows = seed.Child("rows"), noise = seed.Child("noise");
        double sum = 0, size = (double)options.Batch * columns.Width;
        net.ZeroGradients();
        for (int from = 0; from < options.Batch; from += NoiseNet.Piece)
        {
            _rows.Count = Math.Min(NoiseNet.Piece, options.Batch - from);
            draw(rows);
            sum += _regression.Accumulate(net, Columns(), 1 / size, noise);
        }
        net.Update(rate);
        return sum / size;
    }

    private void DrawFrom(ITransitionSource source, ReadOnlySpan<int> among, SeedStream seed)
    {
        for (int b = 0; b < _rows.Count; b++) source.Copy(among[seed.Next(among.Length)], _rows, b);
    }

    private Span<float> Columns()
    {
        var states = _states.AsSpan(0, _rows.Count * columns.Width);
        columns.Write(_rows, 0, states);
        return states;
    }
}
