namespace Forewarn.Learning.InverseRl.Shaping;

/// <summary>A number for every state: how far along it is.</summary>
public interface IPotential
{
    /// <summary>S.</summary>
    int StateSize { get; }

    /// <summary>All parameters, <c>[P]</c>: what evolves.</summary>
    Span<float> Parameters { get; }

    /// <param name="states"><c>[N, S]</c>, any N.</param>
    /// <param name="values">Receives <c>[N]</c>.</param>
    void Evaluate(ReadOnlySpan<float> states, Span<float> values);

    /// <summary>A copy with parameters of its own: potentials are used by one thread.</summary>
    IPotential Copy();
}
