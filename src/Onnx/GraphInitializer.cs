namespace Forewarn.Onnx;

/// <summary>A constant of the graph; <paramref name="Bytes"/> views the caller's array until it is written.</summary>
internal sealed record GraphInitializer(string Name, OnnxType Type, long[] Shape, GraphInitializer.View Bytes)
{
    public delegate ReadOnlySpan<byte> View();

    /// <summary>What the values were made from, so that a layer written twice stores its weights once.</summary>
    public object? Source { get; init; }
}
