using Forewarn.Core;
using Forewarn.Reachability.Solving;

namespace Forewarn.Reachability.Filtering;

/// <summary>
/// Lets a wanted control pass as long as the state that it leads to is worth more than <paramref name="margin"/>; otherwise the control that keeps the
/// value highest acts. One step of looking ahead is enough with a reachable tube's value: above 0, a way out exists. It is not with a failure margin,
/// which says where failure is, not where it has become inevitable.
/// </summary>
/// <param name="value">V at a state.</param>
/// <param name="step">The state after a control, one period on.</param>
/// <param name="best">The control that keeps the value highest.</param>
/// <param name="margin">For the error of values and of time steps; in the unit of the value.</param>
public sealed class LeastRestrictiveFilter(
    Func<double[], double> value, Func<double[], double[], double[]> step, Func<double[], double[]> best, double margin = 0)
{
    /// <summary>
    /// With a value that was solved on a grid. Where it must act, it takes the corner of the control box that leads to the highest value: at the kinks
    /// that tubes have, a gradient is the mean of both sides and would let a body dither between them.
    /// </summary>
    /// <param name="margin">Null = <see cref="GridValue.Resolution"/>.</param>
    /// <exception cref="ForewarnException">The value is no certificate.</exception>
    public static LeastRestrictiveFilter Over(
        GridValue value, IAffineDynamics dynamics, Func<double[], double[], double[]> step, double? margin = null)
    {
        value.RequireCertificate();
        double[][] corners = Corners(dynamics.Controls);
        return new(x => value.At(x), step, x => corners.MaxBy(u => value.At(step(x, u)))!, margin ?? value.Resolution);
    }

    /// <param name="wanted">The control that somebody would like to apply, <c>[U]</c>.</param>
    /// <param name="intervened">Whether another one is returned.</param>
    public double[] Apply(double[] state, double[] wanted, out bool intervened)
    {
        intervened = !(value(step(state, wanted)) > margin);
        return intervened ? best(state) : wanted;
    }

    private static double[][] Corners(IReadOnlyList<Bounds> controls) =>
    [
        .. Enumerable.Range(0, 1 << controls.Count).Select(corner =>
            controls.Select((bounds, u) => (corner >> u & 1) == 1 ? bounds.High : bounds.Low).ToArray()),
    ];
}
