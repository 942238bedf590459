namespace Forewarn.Reachability.Grids;

/// <param name="index">Of the point, <c>[D]</c>.</param>
/// <param name="state">The point itself, <c>[D]</c>.</param>
/// <param name="place">Where it lies in an array of the grid.</param>
public delegate void PointAction(ReadOnlySpan<int> index, ReadOnlySpan<double> state, int place);
