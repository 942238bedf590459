using Forewarn.Core;
using Forewarn.Games;
using Forewarn.Learning.Nets;

namespace Forewarn.Learning.MultiAgent;

/// <summary>
/// A joint neural mediator: a multilayer perceptron from features of state and time to ONE softmax over joint actions, so that it
/// can correlate what agents do. Heads of their own for every agent could not (<see cref="ProductPolicy"/>).
/// </summary>
public sealed class NeuralMediator : IMediatorModel
{
    private readonly MarkovGame _game;
    private readonly NeuralMediatorOptions _options;
    private readonly float[] _features;
    private readonly Mlp _net;
    private readonly MlpTape _tape;
    private readonly FlatAdam _adam;

    /// <param name="features">
    /// Numbers <c>[I]</c> for a step and a state; without it, which state it is and the share of the horizon that is over.
    /// </param>
    /// <exception cref="ForewarnException">An option out of range, or rows of features that differ in length or are not finite.</exception>
    public NeuralMediator(MarkovGame game, NeuralMediatorOptions options, SeedStream seed, Func<int, int, float[]>? features = null)
    {
        options.Validate();
        (_game, _options) = (game, options);
        features ??= (h, s) => StateAndTime(game, h, s);
        int places = game.Horizon * game.States, width = features(0, 0).Length;
        _features = new float[places * width];
        for (int p = 0; p < places; p++)
        {
            float[] row = features(p / game.States, p % game.States);
            string place = $"features at step {p / game.States} in state {p % game.States}";
            Shape.Require(place, row.Length, ("I", width));
            if (Shape.FirstNonFinite(row) is int bad and >= 0)
                throw ForewarnException.Of(place, $"{row[bad]}", "finite numbers", "Correct the features.", ExitCode.Usage);
            row.CopyTo(_features, p * width);
        }
        // A last layer near zero starts from nearly uniform recommendations.
        _net = new(new(width, options.Hidden, game.Actions.Count, Activation.Tanh), seed, output: 0.01);
        _tape = new(_net.Shape, places);
        _adam = new(_net.Shape.Count);
    }

    public void Fit(RecommendationData data)
    {
        int actions = _game.Actions.Count, width = _net.Shape.Inputs;
        int[] places = [.. Enumerable.Range(0, data.Places).Where(p => data.Visits(p) > 0)];
        if (places.Length == 0) return;
        var inputs = new float[places.Length * width];
        for (int i = 0; i < places.Length; i++) _features.AsSpan(places[i] * width, width).CopyTo(inputs.AsSpan(i * width));
        double total = places.Sum(data.Visits);
        Span<double> shares = stackalloc double[actions];
        for (int step = 0; step < _options.FitSteps; step++)
        {
            _net.Forward(inputs, _tape);
            Span<float> outputs = _tape.Outputs, gradients = _tape.OutputGradients;
            for (int i = 0; i < places.Length; i++)
            {
                // d(-sum w log softmax) / d logits = (sum w) softmax - w.
                Softmax(outputs.Slice(i * actions, actions), shares);
                var weights = data.At(places[i]);
                double visits = data.Visits(places[i]);
                for (int a = 0; a < actions; a++) gradients[i * actions + a] = (float)((visits * shares[a] - weights[a]) / total);
            }
            _net.ZeroGradients();
            _net.Backward(_tape);
            _adam.Update(_net.Values, _net.Gradients, _options.LearningRate);
        }
    }

    public Mediator AsMediator()
    {
        _net.Forward(_features, _tape);
        float[] outputs = _tape.Outputs.ToArray();
        int actions = _game.Actions.Count;
        return Mediator.Of(_game, (h, s) =>
        {
            var shares = new double[actions];
            Softmax(outputs.AsSpan((h * _game.States + s) * actions, actions), shares);
            return shares;
        });
    }

    /// <summary>One number per state, 1 for the state it is, and the share of the horizon that is over: <c>[S + 1]</c>.</summary>
    public static float[] StateAndTime(MarkovGame game, int step, int state)
    {
        var row = new float[game.States + 1];
        (row[state], row[game.States]) = (1, (float)step / game.Horizon);
        return row;
    }

    private static void Softmax(ReadOnlySpan<float> logits, Span<double> shares)
    {
        double most = double.NegativeInfinity, sum = 0;
        foreach (float v in logits) most = Math.Max(most, v);
        for (int a = 0; a < shares.Length; a++) sum += shares[a] = Math.Exp(logits[a] - most);
        for (int a = 0; a < shares.Length; a++) shares[a] /= sum;
    }
}
