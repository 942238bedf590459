namespace Forewarn.Onnx;

/// <summary>A constant of a serialised graph.</summary>
/// <param name="Shape">Sizes, outermost first; empty for a scalar.</param>
/// <param name="Values">Row-major.</param>
public sealed record GraphWeight(string Name, IReadOnlyList<long> Shape, float[] Values);
