namespace Forewarn.Reachability.Solving;

/// <summary>
/// <c>x' = f(x) + G(x) u + C(x) d</c>, with the control u (which avoids) and the disturbance d (which does not want it to) in boxes.
/// </summary>
public interface IAffineDynamics
{
    /// <summary>D.</summary>
    int StateSize { get; }

    /// <summary>Bounds of every control, <c>[U]</c>.</summary>
    IReadOnlyList<Bounds> Controls { get; }

    /// <summary>Bounds of every disturbance, <c>[W]</c>; none without.</summary>
    IReadOnlyList<Bounds> Disturbances { get; }

    /// <param name="state"><c>[D]</c>.</param>
    /// <param name="drift">Receives f, <c>[D]</c>.</param>
    /// <param name="control">Receives G, <c>[D, U]</c>.</param>
    /// <param name="disturbance">Receives C, <c>[D, W]</c>.</param>
    void Evaluate(ReadOnlySpan<double> state, Span<double> drift, Span<double> control, Span<double> disturbance);
}
