namespace Forewarn.Reachability.Schemes;

/// <summary>
/// One-sided approximations of a derivative along one axis, from the left p- and from the right p+, as a Lax-Friedrichs Hamiltonian takes
/// them: for neighboring points at once.
/// </summary>
internal interface IUpwindScheme
{
    /// <param name="at">First of the points; neighbors along the axis lie at multiples of <paramref name="stride"/>.</param>
    /// <param name="step">Distance between points; <paramref name="inverse"/> one over it.</param>
    /// <param name="mean"><c>(p- + p+) / 2</c>.</param>
    /// <param name="half"><c>(p+ - p-) / 2</c>.</param>
    static abstract void Slopes<T>(ref readonly double at, nint stride, T step, T inverse, out T mean, out T half) where T : struct, ILanes<T>;
}
