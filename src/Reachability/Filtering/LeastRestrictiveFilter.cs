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
    /// <param name="wanted">The control that somebody would like to apply, <c>[U]</c>.</param>
    /// <param name="intervened">Whether another one is returned.</param>
    public double[] Apply(double[] state, double[] wanted, out bool intervened)
    {
        intervened = !(value(step(state, wanted)) > margin);
        return intervened ? best(state) : wanted;
    }
}
