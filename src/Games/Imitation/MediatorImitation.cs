using Forewarn.Core;

namespace Forewarn.Games;

/// <summary>
/// Imitation of a mediator by no regret: each round the method says where it looks, and the learner descends the total variation
/// from the expert there. The guarantee is for the average of all rounds.
/// </summary>
public sealed class MediatorImitation
{
    private readonly MarkovGame _game;
    private readonly Mediator _expert;
    private readonly IStateWeights _weights;
    private readonly double[] _gradients, _sum, _seen;
    private readonly double _step;
    private readonly Leader _leader;
    private readonly int[] _class;
    private readonly Mediator _start;

    /// <param name="step">The constant in the step <c>2 / sqrt(n)</c> of the regularized leader.</param>
    /// <param name="tied">
    /// Restricts the learner: steps and states with the same number get the same recommendation. Without it every step and state
    /// has its own.
    /// </param>
    /// <param name="warn">Told at once what the method cannot see, as <see cref="Warning"/>.</param>
    /// <param name="start">
    /// Where learning starts and what the regularized leader is drawn toward, such as a clone; null for uniform. What has no share in it gets
    /// none. Steps and states that are tied start alike: as the first of them.
    /// </param>
    /// <exception cref="ForewarnException">A step that is not positive.</exception>
    public MediatorImitation(
        MarkovGame game, Mediator expert, IStateWeights weights, double step = 2, Leader leader = Leader.Regularized, Func<int, int, int>? tied = null,
        Action<string>? warn = null, Mediator? start = null)
    {
        if (!(step > 0)) throw ForewarnException.Of("step of the regularized leader", $"{step:R}", "a positive number", "2 is usual.", ExitCode.Usage);
        (_game, _expert, _weights, _step, _leader) = (game, expert, weights, step, leader);
        int places = game.Horizon * game.States, size = places * game.Actions.Count;
        (_gradients, _sum, _seen) = (new double[size], new double[size], new double[places]);
        _class = Classes(game, tied);
        Last = _start = start ?? Mediator.Uniform(game);
        Warning = weights.Warning(game, expert);
        if (Warning is not null) warn?.Invoke(Warning);
    }

    /// <summary>What the method cannot see in this game, naming the states; null where there is nothing to say.</summary>
    public string? Warning { get; }

    /// <summary>Rounds done.</summary>
    public int Rounds { get; private set; }

    /// <summary>The learner of the next round.</summary>
    public Mediator Last { get; private set; }

    /// <summary>Mean recommendation of all rounds so far; of the start before the first.</summary>
    public Mediator Average => Rounds == 0 ? Last : Mediator.Of(_game, (h, s) => [.. Row(_sum, Place(h, s)).ToArray().Select(v => v / Rounds)]);

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
                int place = Place(h, s);
                var sum = Row(_sum, place);
                for (int a = 0; a < own.Length; a++) sum[a] += own[a];
                double weight = weights[h][s];
                if (weight == 0) continue;
                loss += weight * TotalVariation.Of(own, wanted);
                _seen[place] += weight;
                var gradient = Row(_gradients, _class[place]);
                for (int a = 0; a < own.Length; a++) gradient[a] += weight * Math.Sign(own[a] - wanted[a]) / 2;
            }
        Rounds++;
        MeanLoss += (loss - MeanLoss) / Rounds;
        Last = _leader == Leader.Plain ? Minimizer() : Exponential(-_step / Math.Sqrt(Rounds));
    }

    private Mediator Exponential(double scale) => Mediator.Of(_game, (h, s) => Softmax(Row(_gradients, _class[Place(h, s)]), scale, Start(_class[Place(h, s)])));

    private Mediator Minimizer()
    {
        var rows = new Dictionary<int, double[]>();
        foreach (var places in Enumerable.Range(0, _class.Length).Where(p => _seen[p] > 0).GroupBy(p => _class[p]))
        {
            var shown = new Dictionary<string, (double[] Row, double Weight)>();
            foreach (int place in places)
            {
                double[] row = _expert.At(place / _game.States, place % _game.States).ToArray();
                string key = string.Join(' ', row);
                shown[key] = (row, shown.GetValueOrDefault(key).Weight + _seen[place]);
            }
            rows[places.Key] = WeightedMedian.Of([.. shown.Values.Select(v => v.Row)], [.. shown.Values.Select(v => v.Weight)]);
        }
        return Mediator.Of(_game, (h, s) => rows.GetValueOrDefault(_class[Place(h, s)]) ?? _start.At(h, s).ToArray());
    }

    /// <summary>Place of every step and state whose numbers it shares: the first of its class.</summary>
    private static int[] Classes(MarkovGame game, Func<int, int, int>? tied)
    {
        var first = new Dictionary<int, int>();
        var classes = new int[game.Horizon * game.States];
        for (int p = 0; p < classes.Length; p++)
        {
            int name = tied is null ? p : tied(p / game.States, p % game.States);
            first.TryAdd(name, p);
            classes[p] = first[name];
        }
        return classes;
    }

    private ReadOnlySpan<double> Start(int place) => _start.At(place / _game.States, place % _game.States);

    private int Place(int step, int state) => step * _game.States + state;

    private Span<double> Row(double[] table, int place) => table.AsSpan(place * _game.Actions.Count, _game.Actions.Count);

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
