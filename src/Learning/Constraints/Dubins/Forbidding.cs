namespace Forewarn.Learning.Constraints.Dubins;

/// <summary>Says how far states are beyond the edge of what may not be entered, above 0 where they are.</summary>
/// <param name="states"><c>[B, 3]</c>.</param>
/// <param name="excess">Receives <c>[B]</c>.</param>
internal delegate void Forbidding(ReadOnlySpan<double> states, Span<double> excess);
