namespace Forewarn.Simulation.Tasks.ControlSuite;

/// <summary>How a <see cref="Tolerance"/> falls off outside its bounds, with the distance d in margins and the value v at d = 1.</summary>
public enum Sigmoid
{
    /// <summary><c>exp(-d^2 (-ln v))</c>, never zero.</summary>
    Gaussian,
    /// <summary><c>1 - (1 - v) d</c>, zero where that is negative.</summary>
    Linear,
    /// <summary><c>1 - (1 - v) d^2</c>, zero where that is negative.</summary>
    Quadratic,
}
