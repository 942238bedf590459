using Forewarn.Core;
using Forewarn.Games;

namespace Forewarn.Learning.MultiAgent;

/// <summary>
/// Recommendations of an expert at steps and states, each with a weight: what a mediator is fitted to. Equal samples add up, so
/// that a pass over the data costs the number of places and not of samples.
/// </summary>
public sealed class RecommendationData
{
    private readonly double[] _weights;
    private readonly int _states, _actions;

    public RecommendationData(MarkovGame game)
    {
        (Horizon, _states, _actions) = (game.Horizon, game.States, game.Actions.Count);
        _weights = new double[Horizon * _states * _actions];
    }

    /// <summary>H.</summary>
    public int Horizon { get; }

    /// <summary>Number of steps and states, <c>H S</c>; place <c>h S + s</c>.</summary>
    public int Places => Horizon * _states;

    public int PlaceOf(int step, int state) => step * _states + state;

    public void Add(int step, int state, int joint, double weight = 1) => _weights[PlaceOf(step, state) * _actions + joint] += weight;

    /// <summary>Adds other data, with a factor per place.</summary>
    /// <param name="factors"><c>[H S]</c>.</param>
    public void Add(RecommendationData other, ReadOnlySpan<double> factors)
    {
        Shape.Require("factors", factors.Length, ("H S", Places));
        for (int i = 0; i < _weights.Length; i++) _weights[i] += factors[i / _actions] * other._weights[i];
    }

    /// <summary>Weight of every joint action at a place, <c>[A]</c>.</summary>
    public ReadOnlySpan<double> At(int place) => _weights.AsSpan(place * _actions, _actions);

    /// <summary>Weight of all recommendations at a place.</summary>
    public double Visits(int place)
    {
        double sum = 0;
        foreach (double weight in At(place)) sum += weight;
        return sum;
    }

    /// <summary>Total variation between what was recorded and a mediator, 0 where nothing was; <c>[H][S]</c>.</summary>
    public double[][] Distances(Mediator mediator)
    {
        double[][] distances = [.. Enumerable.Range(0, Horizon).Select(_ => new double[_states])];
        var shares = new double[_actions];
        for (int p = 0; p < Places; p++)
        {
            double visits = Visits(p);
            if (visits == 0) continue;
            for (int a = 0; a < _actions; a++) shares[a] = At(p)[a] / visits;
            distances[p / _states][p % _states] = TotalVariation.Of(shares, mediator.At(p / _states, p % _states));
        }
        return distances;
    }
}
