using Forewarn.Core;

namespace Forewarn.Simulation.Tasks.ControlSuite;

/// <summary>A reward in [0, 1] that is 1 within bounds and falls off outside: the shape all rewards of the dm_control suite are made of.</summary>
public readonly record struct Tolerance
{
    private readonly double _lower, _upper, _margin, _scale;
    private readonly Sigmoid _sigmoid;

    /// <param name="lower">Lower bound, inclusive.</param>
    /// <param name="upper">Upper bound, inclusive.</param>
    /// <param name="margin">Distance from a bound at which the value is <paramref name="atMargin"/>; 0 for none at all outside.</param>
    /// <exception cref="ForewarnException">Bounds in the wrong order, a negative margin or a value that the shape cannot have there.</exception>
    public Tolerance(double lower, double upper, double margin = 0, Sigmoid sigmoid = Sigmoid.Gaussian, double atMargin = 0.1)
    {
        if (!(lower <= upper)) throw ForewarnException.Of("tolerance", $"bounds {lower} and {upper}", "the lower one first", "");
        if (!(margin >= 0)) throw ForewarnException.Of("tolerance", $"margin {margin}", "0 or more", "");
        if (!(atMargin >= 0 && atMargin < 1) || (sigmoid == Sigmoid.Gaussian && atMargin == 0))
            throw ForewarnException.Of("tolerance", $"value {atMargin} at the margin", $"one that a {sigmoid} shape can have", "");
        (_lower, _upper, _margin, _sigmoid) = (lower, upper, margin, sigmoid);
        _scale = sigmoid switch
        {
            Sigmoid.Gaussian => Math.Sqrt(-2 * Math.Log(atMargin)),
            Sigmoid.Linear => 1 - atMargin,
            _ => Math.Sqrt(1 - atMargin),
        };
    }

    public double Of(double x)
    {
        if (x >= _lower && x <= _upper) return 1;
        if (_margin == 0) return 0;
        double scaled = _scale * (x < _lower ? _lower - x : x - _upper) / _margin;
        return _sigmoid switch
        {
            Sigmoid.Gaussian => Math.Exp(-0.5 * scaled * scaled),
            Sigmoid.Linear => Math.Max(0, 1 - scaled),
            _ => Math.Max(0, 1 - scaled * scaled),
        };
    }
}
