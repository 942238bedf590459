using Forewarn.Core;
using Forewarn.Reachability.Grids;
using Forewarn.Reachability.Schemes;

namespace Forewarn.Reachability.Solving;

/// <summary>A value function on a grid: interpolated in between, with gradients and the controls that keep it high.</summary>
public sealed class GridValue
{
    private readonly double[] _values;

    /// <param name="values">With halo filled.</param>
    internal GridValue(Grid grid, double[] values, AvoidOptions options)
    {
        (Grid, _values) = (grid, values);
        (Scheme, Form, Horizon) = (options.Scheme, options.Form, options.Horizon);
    }

    public Grid Grid { get; }

    /// <summary>What it was solved with.</summary>
    public Scheme Scheme { get; }

    public TubeForm Form { get; }

    /// <summary>Seconds that it looks ahead.</summary>
    public double Horizon { get; }

    /// <exception cref="ForewarnException"><see cref="Certifies"/> is false.</exception>
    public void RequireCertificate()
    {
        if (!Certifies)
            throw ForewarnException.Of("value function", $"{Scheme}, {Form} form", "weno3 or weno5 and a form that keeps what happens on the way",
                "First order is optimistic on thin tips of tubes: solve it again, reach solve --scheme weno5.", ExitCode.Usage);
    }

    /// <summary>
    /// Whether its zero level may be used as a certificate: first order is optimistic on thin tips and may not, nor may a value that forgets
    /// what happens on the way.
    /// </summary>
    public bool Certifies => Scheme != Scheme.Upwind1 && Form != TubeForm.Final;

    /// <summary>Share of the grid's points that lie in the tube.</summary>
    public double TubeShare
    {
        get
        {
            int lost = 0;
            Grid.ForEach((_, _, place) => lost += _values[place] <= 0 ? 1 : 0);
            return (double)lost / Grid.Count;
        }
    }

    /// <summary>
    /// The most that the value changes over half a step along all axes: between grid points on both sides of a kink, interpolation may call a state
    /// better than it is by as much. Margins of guards must cover it.
    /// </summary>
    public double Resolution
    {
        get
        {
            double most = 0;
            Grid.ForEach((_, _, place) =>
            {
                double change = 0;
                foreach (int stride in Grid.Strides)
                    change += Math.Max(Math.Abs(_values[place + stride] - _values[place]), Math.Abs(_values[place] - _values[place - stride])) / 2;
                most = Math.Max(most, change);
            });
            return most;
        }
    }

    /// <summary>Value at a grid point.</summary>
    public double this[ReadOnlySpan<int> index] => _values[Grid.Place(index)];

    /// <summary>Values of a row of points along the last axis.</summary>
    internal ReadOnlySpan<double> Row(int place) => _values.AsSpan(place, Grid.Axes[^1].Count);

    /// <summary>Multilinear interpolation; periodic axes wrap around.</summary>
    /// <param name="state"><c>[D]</c>.</param>
    /// <exception cref="ForewarnException">Outside of the grid.</exception>
    public double At(ReadOnlySpan<double> state) => Corner(state, []);

    /// <summary>Gradient of the interpolant, <c>[D]</c>: linear between the central differences of the cell's corners.</summary>
    public void Gradient(ReadOnlySpan<double> state, Span<double> gradient)
    {
        Shape.Require("gradient", gradient.Length, ("D", Grid.Dimensions));
        gradient.Clear();
        Corner(state, gradient);
    }

    /// <summary>The control in the box that raises the value fastest, <c>[U]</c>.</summary>
    public double[] BestControl(ReadOnlySpan<double> state, IAffineDynamics dynamics)
    {
        int states = dynamics.StateSize, inputs = dynamics.Controls.Count;
        double[] drift = new double[states], gain = new double[states * inputs], disturbance = new double[states * dynamics.Disturbances.Count];
        Span<double> gradient = stackalloc double[states];
        Gradient(state, gradient);
        dynamics.Evaluate(state, drift, gain, disturbance);
        var best = new double[inputs];
        for (int u = 0; u < inputs; u++)
        {
            double slope = 0;
            for (int d = 0; d < states; d++) slope += gradient[d] * gain[d * inputs + u];
            best[u] = slope >= 0 ? dynamics.Controls[u].High : dynamics.Controls[u].Low;
        }
        return best;
    }

    /// <summary>Weighted sum over the corners of the cell; fills the gradient where one is wanted.</summary>
    private double Corner(ReadOnlySpan<double> state, Span<double> gradient)
    {
        int dimensions = Grid.Dimensions;
        Shape.Require("state", state.Length, ("D", dimensions));
        Span<double> share = stackalloc double[dimensions];
        Span<int> up = stackalloc int[dimensions];
        int place = Grid.Origin;
        for (int d = 0; d < dimensions; d++)
        {
            var axis = Grid.Axes[d];
            double position = (state[d] - axis.Low) / axis.Step;
            if (axis.Boundary == Boundary.Periodic) position -= axis.Count * Math.Floor(position / axis.Count);
            else if (!(position >= 0 && position <= axis.Count - 1))
                throw ForewarnException.Of(axis.Name, $"{state[d]}", $"{axis.Low} to {axis.High}, the grid's range", "Ask within the grid, or solve on a larger one.",
                    ExitCode.Usage);
            int cell = Math.Min((int)position, axis.Boundary == Boundary.Periodic ? axis.Count - 1 : axis.Count - 2);
            share[d] = position - cell;
            up[d] = Grid.Strides[d] * (axis.Boundary == Boundary.Periodic && cell == axis.Count - 1 ? 1 - axis.Count : 1);
            place += cell * Grid.Strides[d];
        }
        double sum = 0;
        for (int corner = 0; corner < 1 << dimensions; corner++)
        {
            double weight = 1;
            int at = place;
            for (int d = 0; d < dimensions; d++)
            {
                bool high = (corner >> d & 1) == 1;
                weight *= high ? share[d] : 1 - share[d];
                if (high) at += up[d];
            }
            if (weight == 0) continue;
            sum += weight * _values[at];
            for (int d = 0; d < gradient.Length; d++)
                gradient[d] += weight * (_values[at + Grid.Strides[d]] - _values[at - Grid.Strides[d]]) / (2 * Grid.Axes[d].Step);
        }
        return sum;
    }
}
