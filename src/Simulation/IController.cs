namespace Forewarn.Simulation;

/// <summary>A scripted policy that keeps nothing between its calls.</summary>
public interface IController
{
    /// <param name="state">What the environment senses, <c>[S]</c>.</param>
    /// <param name="action">Receives the action, each in [-1, 1], <c>[A]</c>.</param>
    void Act(ReadOnlySpan<double> state, Span<float> action);
}
