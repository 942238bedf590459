using Forewarn.Core;
using Forewarn.Onnx;
using static Forewarn.Inference.Tests.RawRuntime;

namespace Forewarn.Inference.Tests;

public sealed class BlockInt8LayersTests
{
    private const int Block = BlockInt8Layers.Block;

    [Fact]
    public void A_block_is_rounded_by_its_own_largest_weight_and_short_rows_are_filled_up()
    {
        float[] row = new float[Block + 3];
        (row[0], row[1], row[2]) = (200, -55, 0.6f);
        (row[Block], row[Block + 1]) = (-2.55f, -0.02f);
        var (values, scales, zeros) = BlockInt8Layers.Round(row, row.Length);
        Near.Equal([1, 0.01f], scales, 1e-9f);
        Assert.Equal([55, 255], zeros);
        Assert.Equal([255, 0, 56, 55], values[..4]);
        Assert.Equal([0, 253, 255, 255], values[Block..(Block + 4)]);
        Assert.Equal(2 * Block, values.Length);
        Assert.All(values[(Block + 2)..], v => Assert.Equal(255, v));
    }

    [Fact]
    public void A_row_of_zeros_gives_zeros()
    {
        var (values, scales, zeros) = BlockInt8Layers.Round(new float[Block], Block);
        Assert.Equal([0f], scales);
        Assert.All(values, v => Assert.Equal(zeros[0], v));
    }

    /// <summary>What the operator computes is the product with the rounded weights, to the last bits: widths of whole and of broken blocks.</summary>
    [Theory]
    [InlineData(Block, 1)]
    [InlineData(48, 5)]
    [InlineData(64, 7)]
    [InlineData(200, 3)]
    public void The_product_is_that_of_the_rounded_weights(int inputs, int outputs)
    {
        float[] w = Normal(1, outputs * inputs), bias = Normal(2, outputs), x = Normal(3, 4 * inputs);
        var graph = new GraphBuilder("g");
        graph.Input("x", OnnxType.Float, "B", "S", inputs);
        graph.Output("y", graph.LinearInt8("a", "x", w, outputs, bias), OnnxType.Float, "B", "S", outputs);
        float[] found = Run(graph, "y", ("x", Floats(x, 2, 2, inputs)));
        var (values, scales, zeros) = BlockInt8Layers.Round(w, inputs);
        int blocks = (inputs + Block - 1) / Block;
        for (int r = 0; r < 4; r++)
        {
            for (int o = 0; o < outputs; o++)
            {
                double sum = bias[o], exact = bias[o], size = 0;
                for (int i = 0; i < inputs; i++)
                {
                    int at = o * blocks + i / Block;
                    sum += (values[at * Block + i % Block] - zeros[at]) * (double)scales[at] * x[r * inputs + i];
                    exact += (double)w[o * inputs + i] * x[r * inputs + i];
                    size += Math.Abs(x[r * inputs + i]) * scales[at];
                }
                Assert.Equal(sum, found[r * outputs + o], 1e-4);
                Assert.InRange(Math.Abs(exact - sum), 0, size);
            }
        }
    }

    [Fact]
    public void Weights_that_are_no_whole_matrix_are_refused() =>
        Assert.Throws<ArgumentException>(() => new GraphBuilder("g").LinearInt8("a", "x", new float[7], 2));

    private static float[] Normal(ulong seed, int count)
    {
        var values = new float[count];
        new SeedStream(seed).FillNormal(values);
        return values;
    }
}
