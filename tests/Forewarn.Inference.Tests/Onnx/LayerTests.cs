using CsCheck;
using Forewarn.Onnx;
using static Forewarn.Inference.Tests.RawRuntime;

namespace Forewarn.Inference.Tests;

/// <summary>Every layer against numbers worked out by hand or by a plain loop in double precision.</summary>
public sealed class LayerTests
{
    private static float[] Apply(long[] shape, float[] x, int rank, Func<GraphBuilder, string> layer)
    {
        var graph = new GraphBuilder("g");
        graph.Input("x", OnnxType.Float, [.. shape.Select(s => (Axis)s)]);
        var y = layer(graph);
        graph.Output("y", y, OnnxType.Float, [.. Enumerable.Range(0, rank).Select(i => (Axis)$"d{i}")]);
        return Run(graph, "y", ("x", Floats(x, shape)));
    }

    [Fact]
    public void Linear_multiplies_by_rows_of_the_trained_matrix() =>
        Near.Equal([1 * 1 + 2 * 2 + 3 * 3 + 10, 4 + 10 + 18 - 10],
            Apply([1, 3], [1, 2, 3], 2, g => g.Linear("fc", "x", [1, 2, 3, 4, 5, 6], 2, [10, -10])));

    [Fact]
    public void Linear_keeps_leading_axes() =>
        Near.Equal([3, 7, 11], Apply([3, 1, 2], [1, 2, 3, 4, 5, 6], 3, g => g.Linear("fc", "x", [1, 1], 1)));

    [Fact]
    public void Linear_agrees_with_a_loop() =>
        Gen.Select(Gen.Int[1, 5], Gen.Int[1, 40], Gen.Int[1, 33], Gen.ULong).Sample((rows, inputs, outputs, seed) =>
        {
            var stream = new Core.SeedStream(seed);
            float[] x = new float[rows * inputs], w = new float[outputs * inputs], b = new float[outputs];
            stream.FillNormal(x);
            stream.FillNormal(w);
            stream.FillNormal(b);
            var wanted = new float[rows * outputs];
            for (int r = 0; r < rows; r++)
            {
                for (int o = 0; o < outputs; o++)
                {
                    double sum = b[o];
                    for (int i = 0; i < inputs; i++) sum += (double)x[r * inputs + i] * w[o * inputs + i];
                    wanted[r * outputs + o] = (float)sum;
                }
            }
            Near.Equal(wanted, Apply([rows, inputs], x, 2, g => g.Linear("fc", "x", w, outputs, b)), 2e-5f);
        }, iter: 30, threads: 1);

    [Fact]
    public void Misfitting_weights_are_refused()
    {
        var graph = new GraphBuilder("g");
        graph.Input("x", OnnxType.Float, 1, 3);
        var linear = Assert.Throws<ArgumentException>(() => graph.Linear("fc", "x", new float[5], 2));
        Assert.Contains("layer 'fc'", linear.Message);
        var conv = Assert.Throws<ArgumentException>(() => graph.Conv("c", "x", new float[10], 2, 3));
        Assert.Contains("layer 'c'", conv.Message);
    }

    [Theory]
    [InlineData(1e-5f)]
    [InlineData(0.5f)]
    public void Layer_norm(float epsilon)
    {
        float[] x = [1, 2, 3, 6], scale = [1, 2, 3, 4], offset = [0, 0, 1, -1];
        double mean = 3, variance = (4 + 1 + 0 + 9) / 4.0, root = Math.Sqrt(variance + epsilon);
        Near.Equal([.. x.Select((v, i) => (float)((v - mean) / root * scale[i] + offset[i]))],
            Apply([1, 4], x, 2, g => g.LayerNorm("n", "x", scale, offset, epsilon)));
        Near.Equal([.. x.Select((v, i) => (float)((v - mean) / root * scale[i]))],
            Apply([1, 4], x, 2, g => g.LayerNorm("n", "x", scale, null, epsilon)));
    }

    [Theory]
    [InlineData(1e-5f)]
    [InlineData(0.5f)]
    public void Rms_norm(float epsilon)
    {
        float[] x = [1, -2, 3, 6], scale = [1, 2, 3, 4];
        double root = Math.Sqrt((1 + 4 + 9 + 36) / 4.0 + epsilon);
        Near.Equal([.. x.Select((v, i) => (float)(v / root * scale[i]))],
            Apply([1, 4], x, 2, g => g.RmsNorm("n", "x", scale, epsilon)));
    }

    [Fact]
    public void Skip_rms_norm_returns_the_sum_too()
    {
        float[] x = [1, -2, 3, 6], sum = [2, -4, 6, 12], scale = [1, 2, 3, 4];
        double root = Math.Sqrt((4 + 16 + 36 + 144) / 4.0 + 1e-5);
        Near.Equal([.. sum.Select((v, i) => (float)(v / root * scale[i]))],
            Apply([1, 1, 4], x, 3, g => g.SkipRmsNorm("n", "x", "x", scale).Normalized));
        Near.Equal(sum, Apply([1, 1, 4], x, 3, g => g.SkipRmsNorm("n", "x", "x", scale).Sum));
    }

    [Fact]
    public void Group_norm_normalises_each_group() =>
        Near.Equal([-1 + 5, 1 + 5, -1 * 2, 1 * 2],
            Apply([1, 4, 1], [1, 3, 10, 30], 3, g => g.GroupNorm("n", "x", 2, [1, 1, 2, 2], [5, 5, 0, 0], 0f)), 1e-4f);

    [Fact]
    public void Activations_match_their_formulas()
    {
        float[] x = [-3, -0.5f, 0, 0.5f, 3];
        void Check(Func<GraphBuilder, string> layer, Func<double, double> formula) =>
            Near.Equal([.. x.Select(v => (float)formula(v))], Apply([1, 5], x, 2, layer), 2e-6f);
        Check(g => g.Silu("x"), v => v / (1 + Math.Exp(-v)));
        Check(g => g.Gelu("x", tanh: true),
            v => 0.5 * v * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (v + 0.044715 * v * v * v))));
        Check(g => g.Relu("x"), v => Math.Max(0, v));
        Check(g => g.Elu("x"), v => v > 0 ? v : Math.Exp(v) - 1);
        Check(g => g.Tanh("x"), Math.Tanh);
        Check(g => g.Sigmoid("x"), v => 1 / (1 + Math.Exp(-v)));
        Check(g => g.Softplus("x"), v => Math.Log(1 + Math.Exp(v)));
        double total = x.Sum(v => Math.Exp(v));
        Check(g => g.Softmax("x"), v => Math.Exp(v) / total);
        Check(g => g.LogSoftmax("x"), v => v - Math.Log(total));
        // erf(0.5 / sqrt 2) and erf(3 / sqrt 2) from tables.
        Near.Equal([-3 * 0.0013498980f, -0.5f * 0.3085375f, 0, 0.5f * 0.6914625f, 3 * 0.9986501f],
            Apply([1, 5], x, 2, g => g.Gelu("x")), 2e-6f);
    }

    [Fact]
    public void Conv_slides_the_kernel_without_flipping_it()
    {
        float[] x = [1, 2, 3, 4, 5, 6, 7, 8, 9];
        Near.Equal([1 + 20 + 400 + 5000 + 1, 2 + 30 + 500 + 6000 + 1, 4 + 50 + 700 + 8000 + 1, 5 + 60 + 800 + 9000 + 1],
            Apply([1, 1, 3, 3], x, 4, g => g.Conv("c", "x", [1, 10, 100, 1000], 1, 2, [1])), 1e-3f);
        Near.Equal([1, 3, 7, 9], Apply([1, 1, 3, 3], x, 4, g =>
            g.Conv("c", "x", [0, 0, 0, 0, 1, 0, 0, 0, 0], 1, 3, stride: 2, padding: 1)));
    }

    [Fact]
    public void Transposed_conv_spreads_each_pixel_over_the_kernel()
    {
        Near.Equal([1, 2, 2, 4, 3, 4, 6, 8, 3, 6, 4, 8, 9, 12, 12, 16],
            Apply([1, 1, 2, 2], [1, 2, 3, 4], 4, g => g.ConvTranspose("c", "x", [1, 2, 3, 4], 1, 2, stride: 2)));
        Assert.Equal(6 * 6, Apply([1, 1, 3, 3], new float[9], 4, g =>
            g.ConvTranspose("c", "x", new float[9], 1, 3, stride: 2, padding: 1, outputPadding: 1)).Length);
    }

    [Fact]
    public void Upsampling_repeats_and_averaging_undoes_it()
    {
        Near.Equal([1, 1, 2, 2, 1, 1, 2, 2], Apply([1, 1, 1, 2], [1, 2], 4, g => g.UpsampleNearest("x")));
        Near.Equal([1.5f], Apply([1, 1, 1, 2], [1, 2], 2, g => g.GlobalAverage(g.UpsampleNearest("x"))));
    }

    [Fact]
    public void Shaping_moves_values_without_changing_them()
    {
        float[] x = [0, 1, 2, 3, 4, 5];
        Near.Equal([0, 3, 1, 4, 2, 5], Apply([2, 3], x, 2, g => g.Transpose("x", 1, 0)));
        Near.Equal(x, Apply([2, 3], x, 1, g => g.Reshape("x", -1)));
        Near.Equal([0, 1, 2, 0, 1, 2, 3, 4, 5, 3, 4, 5], Apply([2, 3], x, 2, g => g.Concat(1, "x", "x")));
        Near.Equal([2, 5], Apply([2, 3], x, 2, g => g.Split("x", 1, 3)[2]));
        Near.Equal([1, 2, 4, 5], Apply([2, 3], x, 2, g => g.Split("x", 1, 1L, 2L)[1]));
        Near.Equal([1, 2, 4, 5], Apply([2, 3], x, 2, g => g.Slice("x", 1, 1)));
        Near.Equal([0, 1, 3, 4], Apply([2, 3], x, 2, g => g.Slice("x", 1, 0, -1)));
        Near.Equal([3, 4, 5], Apply([2, 3], x, 1, g => g.At("x", 0, 1)));
        Near.Equal(x, Apply([2, 3], x, 2, g => g.Squeeze(g.Unsqueeze("x", 0, 3), 0, 3)));
        Near.Equal([2], Apply([2, 3], x, 1, g => g.Cast(g.ShapeOf("x", 0, 1), OnnxType.Float)));
        Near.Equal([.. x, .. x], Apply([2, 3], x, 3, g => g.Expand("x", g.Integers(2, 2, 3))));
        Near.Equal([1, 4], Apply([2, 3], x, 1, g => g.ReduceMean("x", 1)));
        Near.Equal([3, 12], Apply([2, 3], x, 2, g => g.ReduceSum("x", 1, keep: true)));
    }

    [Fact]
    public void Standardizing_and_back_is_the_identity()
    {
        float[] x = [4, -3, 10], mean = [2, -3, 0], std = [2, 5, 0.5f];
        Near.Equal([1, 0, 20], Apply([1, 3], x, 2, g => g.Standardize("s", "x", mean, std)));
        Near.Equal(x, Apply([1, 3], x, 2, g => g.Unstandardize("u", g.Standardize("s", "x", mean, std), mean, std)));
    }

    [Fact]
    public void Scalars_broadcast()
    {
        Near.Equal([1, 3], Apply([1, 2], [1, 2], 2, g => g.Sub(g.Mul("x", 2f), 1f)));
        Near.Equal([-1, 2.5f], Apply([1, 2], [-3, 2.5f], 2, g => g.Clip("x", -1f, 3f)));
        Near.Equal([1, 0.5f], Apply([1, 2], [1, 2], 2, g => g.Div(g.Scalar(1f), "x")));
        Near.Equal([MathF.E, 3], Apply([1, 2], [1, 9], 2, g =>
            g.Concat(1, g.Exp(g.Slice("x", 1, 0, 1)), g.Sqrt(g.Slice("x", 1, 1)))));
    }

    [Fact]
    public void Images_become_channels_first_and_come_back()
    {
        byte[] pixels = [0, 128, 255, 10, 20, 30];
        var graph = new GraphBuilder("g");
        graph.Input("image", OnnxType.UInt8, "M", 1, 2, 3);
        graph.Output("y", graph.FromImage("image", 1f / 127.5f, -1f), OnnxType.Float, "M", 3, 1, 2);
        var wanted = new[] { 0, 10, 128, 20, 255, 30 }.Select(v => v / 127.5f - 1f).ToArray();
        Near.Equal(wanted, Run(graph, "y", ("image", Bytes(pixels, 1, 1, 2, 3))));

        var back = new GraphBuilder("back");
        back.Input("image", OnnxType.UInt8, "M", 1, 2, 3);
        var image = back.ToImage(back.FromImage("image", 1f / 127.5f, -1f), 1f / 127.5f, -1f);
        back.Output("y", image, OnnxType.UInt8, "M", 1, 2, 3);
        Assert.Equal(pixels, RunBytes(back, ("image", Bytes(pixels, 1, 1, 2, 3))));
    }

    [Fact]
    public void Images_round_and_saturate()
    {
        var graph = new GraphBuilder("g");
        graph.Input("x", OnnxType.Float, 1, 3, 1, 1);
        graph.Output("y", graph.ToImage("x"), OnnxType.UInt8, 1, 1, 1, 3);
        Assert.Equal([0, 255, 100], RunBytes(graph, ("x", Floats([-0.5f, 1.5f, 100.4f / 255f], 1, 3, 1, 1))));
    }

    [Fact]
    public void Embedding_looks_rows_up()
    {
        var graph = new GraphBuilder("g");
        graph.Input("ids", OnnxType.Int64, 1, "S");
        graph.Output("y", graph.Embedding("e", "ids", [0, 1, 10, 11, 20, 21], 2), OnnxType.Float, 1, "S", 2);
        Near.Equal([20, 21, 0, 1], Run(graph, "y", ("ids", Longs([2, 0], 1, 2))));
    }
}
