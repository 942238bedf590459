using System.Numerics;

namespace Forewarn.Reachability.Schemes;

/// <summary>One-sided approximations of a derivative along one axis, for a vector of neighboring points at once.</summary>
internal interface IUpwindScheme
{
    /// <param name="at">First of the points; neighbors along the axis lie at multiples of <paramref name="stride"/>.</param>
    /// <param name="inverse">One over the distance between points.</param>
    /// <param name="left">From smaller coordinates.</param>
    /// <param name="right">From larger ones.</param>
    static abstract void Derivatives(
        ref readonly double at, nint stride, Vector<double> inverse, out Vector<double> left, out Vector<double> right);
}
