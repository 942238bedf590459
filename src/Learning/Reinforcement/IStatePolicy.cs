using Forewarn.Core;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Reinforcement;

/// <summary>Maps observation vectors to actions in [-1, 1].</summary>
public interface IStatePolicy : ISnapshot
{
    /// <summary>S.</summary>
    int StateSize { get; }

    /// <summary>A.</summary>
    int ActionSize { get; }

    /// <param name="states"><c>[N, S]</c>, any N.</param>
    /// <param name="actions">Receives <c>[N, A]</c>.</param>
    /// <param name="noise">Draws from the policy's distribution; null acts by its mean.</param>
    void Act(ReadOnlySpan<float> states, Span<float> actions, SeedStream? noise);
}
