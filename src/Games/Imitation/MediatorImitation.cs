namespace Forewarn.Games;

/// <summary>
/// Imitation of a mediator by no regret: each round the method says where it looks, and entropic follow-the-regularized-leader (step
/// <c>2 / sqrt(n)</c>) descends the total variation from the expert there. The guarantee is for the average of all rounds.
/// </summary>
public sealed class MediatorImitation
{
    private readonly MarkovGame _game;
    private readonly Mediator _expert;
    private readonly IStateWeights _weights;
    private readonly Mediator _start;
    private readonly double[] _gradients, _sum;
    private readonly double _step;

    /// <param name="step">The constant 2 above.</param>
    /// <param name="start">
    /// Where learning starts and what it is regularized toward, such as a clone; null for uniform. What has no share in it gets none.
    /// </param>
    public MediatorImitation(MarkovGame game, Mediator expert, IStateWeights weights, double step = 2, Mediator? start = null)
    {
        (_game, _expert, _weights, _step) = (game, expert, weights, step);
        int size = game.Horizon * game.States * game.Actions.Count;
        (_gradients, _sum) = (new double[size], new double[size]);
        Last = _start = start ?? Mediator.Uniform(game);
    }

    /// <summary>Rounds done.</summary>
    public int Rounds { get; private set; }

    /// <summary>The learner of the next round.</summary>
    public Mediator Last { get; private set; }

    /// <summary>Mean recommendation of all rounds so far; of the start before the first.</summary>
    public Mediator Average => Rounds == 0 ? Last : Mediator.Of(_game, (h, s) => [.. Row(_sum, h, s).ToArray().Select(v => v / Rounds)]);

    /// <summary>Mean over rounds of the loss that each round's learner had where the method looked.</summary>
    public double MeanLoss { get; private set; }

    public void Round()
    {
        double[][] weights = _weights.Of(_game, _expert, Last);
        double loss = 0;
        for (int h = 0; h < _game.Horizon; h++)
            for (int s = 0; s < _game.States; s++)
            {
                ReadOnlySpan<double> own = Last.At(h, s), wanted = _expert.At(h, s);
                var sum = Row(_sum, h, s);
                for (int a = 0; a < own.Length; a++) sum[a] += own[a];
                if (weights[h][s] == 0) continue;
                loss += weights[h][s] * TotalVariation.Of(own, wanted);
                var gradient = Row(_gradients, h, s);
                for (int a = 0; a < own.Length; a++) gradient[a] += weights[h][s] * Math.Sign(own[a] - wanted[a]) / 2;
            }
        Rounds++;
        MeanLoss += (loss - MeanLoss) / Rounds;
        double step = _step / Math.Sqrt(Rounds);
        Last = Mediator.Of(_game, (h, s) => Softmax(Row(_gradients, h, s), -step, _start.At(h, s)));
    }

    private Span<double> Row(double[] table, int step, int state) =>
        table.AsSpan((step * _game.States + state) * _game.Actions.Count, _game.Actions.Count);

    /// <summary>Shares proportional to <c>base exp(scale value)</c>.</summary>
    private static double[] Softmax(ReadOnlySpan<double> values, double scale, ReadOnlySpan<double> bases)
    {
        var shares = new double[values.Length];
        double most = double.NegativeInfinity, sum = 0;
        for (int i = 0; i < shares.Length; i++) if (bases[i] > 0) most = Math.Max(most, scale * values[i]);
        for (int i = 0; i < shares.Length; i++) sum += shares[i] = bases[i] > 0 ? bases[i] * Math.Exp(scale * values[i] - most) : 0;
        for (int i = 0; i < shares.Length; i++) shares[i] /= sum;
        return shares;
    }
}
