using Forewarn.Reachability.Grids;
using Forewarn.Reachability.Solving;
using Forewarn.Reachability.Transfer;

namespace Forewarn.Learning.Constraints.Inverse.Deployment;

/// <summary>A constraint that has passed the gate for one body. States are those of its signature, in their order.</summary>
public sealed class GuardedConstraint
{
    private readonly ConstraintModel? _model;
    private readonly GridValue? _value;
    private readonly double _allowance;
    private readonly double[] _point = [];

    internal GuardedConstraint(TransferVerdict transfer, ConstraintModel model) => (Transfer, _model) = (transfer, model);

    internal GuardedConstraint(TransferVerdict transfer, GridValue value, double allowance) =>
        (Transfer, _value, _allowance, _point) = (transfer, value, allowance, new double[value.Grid.Dimensions]);

    /// <summary>What the gate said of the learned constraint.</summary>
    public TransferVerdict Transfer { get; }

    public ConstraintOrigin Origin => _model is null ? ConstraintOrigin.Recomputed : ConstraintOrigin.Learned;

    /// <param name="state"><c>[S]</c>.</param>
    public ConstraintReading Judge(ReadOnlySpan<float> state)
    {
        if (_model is not null) return _model.Judge(state);
        return !IsWithin(state) ? ConstraintReading.Unknown : Excess(state) > 0 ? ConstraintReading.Forbidden : ConstraintReading.Allowed;
    }

    /// <summary>
    /// How far beyond the edge a state is, above 0 where it is forbidden: raw less the threshold, or the allowance less the value (in the margin's unit).
    /// Orders controls where none is allowed; means nothing where <see cref="Judge"/> says unknown, and is negative infinity beyond a computed tube's grid.
    /// </summary>
    public double Excess(ReadOnlySpan<float> state)
    {
        if (_model is not null) return _model.Raw(state) - _model.Threshold;
        return IsWithin(state) ? _allowance - _value!.At(_point) : double.NegativeInfinity;
    }

    /// <summary>Copies the state; whether the grid reaches it.</summary>
    private bool IsWithin(ReadOnlySpan<float> state)
    {
        Core.Shape.Require("state", state.Length, ("S", _point.Length));
        bool within = true;
        for (int d = 0; d < _point.Length; d++)
        {
            var axis = _value!.Grid.Axes[d];
            _point[d] = state[d];
            within &= double.IsFinite(state[d]) && (axis.Boundary == Boundary.Periodic || (state[d] >= axis.Low && state[d] <= axis.High));
        }
        return within;
    }
}
