using Forewarn.Core;
using Forewarn.Learning.InverseRl.Rewards;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Training;
using Forewarn.Learning.Tests.Training;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.InverseRl.Rewards;

public sealed class NoiseNetTests
{
    private const int Width = 3, Rows = 7, Times = 100;
    private static readonly StateDiffusion Diffusion = new(Times);
    private static readonly int[] RowTimes = [0, 5, 5, 60, 99, 31, 5];

    private static SeedStream Seed => new SeedStreams(2).Stream("noise");

    private static NoiseNet Create(ScoreForm form) =>
        ScoreFit.Create(new() { Form = form, Hidden = 8, DiffusionTimes = Times }, Diffusion, Width, Seed.Child("net"));

    [Theory]
    [InlineData(ScoreForm.Neural)]
    [InlineData(ScoreForm.Affine)]
    [InlineData(ScoreForm.PublishedAffine)]
    public void Estimates_and_gradients_are_those_of_the_formula(ScoreForm form)
    {
        var net = Create(form);
        float[] x = Draw(Rows * Width, "x"), g = Draw(Rows * Width, "g");
        float[] found = net.Forward(x, RowTimes).ToArray();
        net.ZeroGradients();
        net.Backward(g);
        using var scope = NewDisposeScope();
        var parameters = net.Parts.Select(p => tensor(p.Values.Select(v => (double)v).ToArray(), requires_grad: true)).ToArray();
        var wanted = Oracle(form, net, parameters, Tensor64(x).view(Rows, Width));
        Assert.Equal(wanted.data<double>().ToArray(), found.Select(v => (double)v), (a, b) => Math.Abs(a - b) < 1e-5);
        (wanted * Tensor64(g).view(Rows, Width)).sum().backward();
        for (int p = 0; p < parameters.Length; p++)
            Assert.Equal(parameters[p].grad!.data<double>().ToArray(), net.Parts[p].Gradients.Select(v => (double)v), (a, b) => Math.Abs(a - b) < 1e-4);
    }

    [Theory]
    [InlineData(ScoreForm.Neural)]
    [InlineData(ScoreForm.Affine)]
    public void Tables_say_what_a_pass_says(ScoreForm form)
    {
        var net = Create(form);
        float[] x = Draw(Rows * Width, "x"), noise = new float[Rows * Width];
        int[] times = [0, 5, 31, 60, 99];
        net.Tabulate(times);
        net.Estimate(x, [.. RowTimes.Select(t => Array.IndexOf(times, t))], noise);
        Assert.Equal(net.Forward(x, RowTimes).ToArray(), noise, (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void Affine_forms_are_affine_in_the_state_and_the_neural_one_is_not()
    {
        double Bend(ScoreForm form)
        {
            var net = Create(form);
            float[] x = Draw(Rows * Width, "x"), y = Draw(Rows * Width, "y");
            float[] At(Func<int, float> state) => net.Forward([.. Enumerable.Range(0, Rows * Width).Select(state)], RowTimes).ToArray();
            float[] a = At(i => x[i]), b = At(i => y[i]), middle = At(i => (x[i] + y[i]) / 2);
            return middle.Select((m, i) => Math.Abs(m - (a[i] + b[i]) / 2)).Max();
        }
        Assert.True(Bend(ScoreForm.Affine) < 1e-5);
        Assert.True(Bend(ScoreForm.PublishedAffine) < 1e-5);
        Assert.True(Bend(ScoreForm.Neural) > 1e-3);
    }

    /// <summary>The published affine form has the same slope at every time, the other one has not.</summary>
    [Theory]
    [InlineData(ScoreForm.Affine, false)]
    [InlineData(ScoreForm.PublishedAffine, true)]
    public void Slopes_over_time(ScoreForm form, bool same)
    {
        var net = Create(form);
        float Slope(int time) => net.Forward([1, 0, 0], [time])[0] - net.Forward([0, 0, 0], [time])[0];
        Assert.Equal(same, Math.Abs(Slope(10) - Slope(90)) < 1e-5);
    }

    [Fact]
    public void The_diffusion_keeps_what_is_known_of_it()
    {
        Assert.Equal(0.9999, new StateDiffusion(1000).SignalShare(0), 1e-12);
        Assert.Equal(4.0358e-5, new StateDiffusion(1000).SignalShare(999), 1e-9);
        Assert.Equal(1558, new StateDiffusion(5000).Informative);
        Assert.Equal(100, new StateDiffusion(100).Informative);
        Assert.Throws<ForewarnException>(() => new StateDiffusion(1));
    }

    private static Tensor Oracle(ScoreForm form, NoiseNet net, Tensor[] parameters, Tensor x)
    {
        double[] angles = [.. Enumerable.Range(0, 8).Select(i => Math.Pow(10_000, -i / 7.0))];
        var embedding = tensor(RowTimes.SelectMany(t => angles.Select(a => Math.Sin(t * a)).Concat(angles.Select(a => Math.Cos(t * a)))).ToArray())
            .view(Rows, 16);
        var shares = tensor(RowTimes.SelectMany(t => new[] { Diffusion.SignalShare(t), Math.Sqrt(Diffusion.SignalShare(t)) }).ToArray()).view(Rows, 2);
        Tensor Bend(Tensor z) => form == ScoreForm.PublishedAffine ? z : nn.functional.leaky_relu(z, 0.01);
        Tensor Net(int part, Tensor inputs)
        {
            var shape = net.Parts[part].Shape;
            for (int l = 0; l < 2; l++)
            {
                int at = shape.OffsetOf(l), size = shape.InputsOf(l) * shape.OutputsOf(l), end = at + size + shape.OutputsOf(l);
                inputs = inputs.matmul(parameters[part][at..(at + size)].view(shape.InputsOf(l), shape.OutputsOf(l)))
                    + parameters[part][(at + size)..end];
                if (l == 0) inputs = Bend(inputs);
            }
            return inputs;
        }
        if (form != ScoreForm.Affine) return Net(0, cat([x, Net(1, embedding)], 1));
        var head = Net(0, cat([embedding, shares], 1));
        var scale = tensor(RowTimes.Select(t => Math.Sqrt(1 - Diffusion.SignalShare(t))).ToArray()).unsqueeze(1);
        var matrix = head[TensorIndex.Colon, ..(Width * Width)].reshape(Rows, Width, Width);
        return scale * (x.unsqueeze(1).matmul(matrix).squeeze(1) + head[TensorIndex.Colon, (Width * Width)..]);
    }

    private static Tensor Tensor64(float[] values) => tensor(values.Select(v => (double)v).ToArray());

    private static float[] Draw(int count, string name)
    {
        var values = new float[count];
        Seed.Child(name).FillNormal(values);
        return values;
    }
}
