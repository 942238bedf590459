using Forewarn.Core;

namespace Forewarn.Learning.Constraints.Safety;

/// <summary>A system to be kept out of a failure set, with finitely many controls, as a safety critic sees it.</summary>
public interface ISafetyProblem
{
    /// <summary>S, what a transition changes.</summary>
    int StateSize { get; }

    /// <summary>D, what the critic reads.</summary>
    int FeatureSize { get; }

    /// <summary>Number A of controls.</summary>
    int ActionCount { get; }

    /// <summary>A state that the system may be in: from data, or uniform over a region.</summary>
    void Draw(Span<double> state, SeedStream seed);

    /// <summary>One period on, <c>[S]</c>.</summary>
    void Step(ReadOnlySpan<double> state, int action, Span<double> next);

    /// <summary>l, above 0 outside of the failure set.</summary>
    double Margin(ReadOnlySpan<double> state);

    /// <summary>What the critic reads of a state, <c>[D]</c>; angles as sine and cosine.</summary>
    void Features(ReadOnlySpan<double> state, Span<float> features);
}
