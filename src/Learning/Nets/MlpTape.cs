namespace Forewarn.Learning.Nets;

/// <summary>
/// What a forward pass leaves for the backward passes: the inputs and every layer's outputs, for up to <c>B</c> rows. Made once and
/// reused; a pass allocates nothing.
/// </summary>
public sealed class MlpTape
{
    public MlpTape(MlpShape shape, int capacity)
    {
        (Shape, Capacity) = (shape, capacity);
        Values = new float[shape.Layers + 1][];
        Adjoints = new float[shape.Layers + 1][];
        for (int l = 0; l <= shape.Layers; l++)
        {
            int width = l == 0 ? shape.Inputs : shape.OutputsOf(l - 1);
            Values[l] = new float[capacity * width];
            Adjoints[l] = new float[capacity * width];
        }
    }

    public MlpShape Shape { get; }

    /// <summary>Most rows of a pass.</summary>
    public int Capacity { get; }

    /// <summary>Rows B of the last forward pass.</summary>
    public int Rows { get; internal set; }

    /// <summary>Inputs of the next pass, <c>[B, I]</c>: write them here to spare a copy.</summary>
    public Span<float> Inputs(int rows) => Values[0].AsSpan(0, rows * Shape.Inputs);

    /// <summary>Outputs of the last pass, <c>[B, O]</c>.</summary>
    public Span<float> Outputs => Values[^1].AsSpan(0, Rows * Shape.Outputs);

    /// <summary>Gradients of the loss with respect to the outputs <c>[B, O]</c>; set before a backward pass, which overwrites them.</summary>
    public Span<float> OutputGradients => Adjoints[^1].AsSpan(0, Rows * Shape.Outputs);

    /// <summary>Gradients with respect to the inputs <c>[B, I]</c> after <see cref="Mlp.Backward"/> was asked for them.</summary>
    public Span<float> InputGradients => Adjoints[0].AsSpan(0, Rows * Shape.Inputs);

    /// <summary>Takes over rows of another pass, without its inputs: enough to take gradients back to the inputs.</summary>
    internal void Gather(MlpTape from, ReadOnlySpan<int> rows)
    {
        Rows = rows.Length;
        for (int l = 1; l < Values.Length; l++)
        {
            int width = Shape.OutputsOf(l - 1);
            ReadOnlySpan<float> all = from.Values[l];
            var mine = Values[l].AsSpan();
            for (int r = 0; r < rows.Length; r++) all.Slice(rows[r] * width, width).CopyTo(mine[(r * width)..]);
        }
    }

    /// <summary>Layer outputs, the inputs first.</summary>
    internal float[][] Values { get; }

    internal float[][] Adjoints { get; }
}
