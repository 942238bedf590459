namespace Forewarn.Reachability.Solving;

/// <summary>Total-variation-diminishing Runge-Kutta methods (Shu and Osher 1988).</summary>
public enum TimeScheme
{
    /// <summary>Euler.</summary>
    Rk1 = 1,
    Rk2 = 2,
    Rk3 = 3,
}
