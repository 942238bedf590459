using Forewarn.Learning.Training;

namespace Forewarn.Learning.Constraints.Constrained;

/// <summary>
/// A price on cost, by a controller of the excess <c>e = J_c - limit</c>: <c>I = max(0, I + e)</c>,
/// <c>lambda = max(0, Kp e + Ki I + Kd max(0, e - e_old))</c>. The last part pays for costs that rise, before they are too high.
/// </summary>
/// <exception cref="Core.ForewarnException">A gain below 0.</exception>
public sealed class PidMultiplier : ISnapshot
{
    private readonly PidGains _gains;
    private double _integral, _last;
    private bool _seen;

    public PidMultiplier(PidGains gains)
    {
        gains.Validate();
        _gains = gains;
    }

    /// <summary>lambda, 0 or more.</summary>
    public double Value { get; private set; }

    /// <summary>Takes what episodes cost into account.</summary>
    /// <param name="cost">J_c.</param>
    /// <param name="limit">What they may cost.</param>
    /// <returns>lambda.</returns>
    public double Update(double cost, double limit)
    {
        double excess = cost - limit, rise = _seen ? Math.Max(0, excess - _last) : 0;
        _integral = Math.Max(0, _integral + excess);
        (_last, _seen) = (excess, true);
        return Value = Math.Max(0, _gains.Proportional * excess + _gains.Integral * _integral + _gains.Derivative * rise);
    }

    /// <summary>Forgets everything: what was a high price for the last constraint says nothing about the next.</summary>
    public void Reset() => (_integral, _last, _seen, Value) = (0, 0, false, 0);

    public void Save(SnapshotWriter to) => to.Add("state", [_integral, _last, _seen ? 1 : 0, Value]);

    public void Load(SnapshotReader from)
    {
        Span<double> state = stackalloc double[4];
        from.Doubles("state", state);
        (_integral, _last, _seen, Value) = (state[0], state[1], state[2] > 0, state[3]);
    }
}
