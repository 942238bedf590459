using Forewarn.Learning.WorldModels;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.WorldModels;

public class RssmLossTests
{
    private static Gaussian Of(float[] mean, float[] std) => new(tensor(mean), tensor(std));

    [Fact]
    public void Kl_equals_the_closed_form_and_a_monte_carlo_estimate()
    {
        using var scope = NewDisposeScope();
        // KL(N(1, 2) || N(0, 1)) = -ln 2 + (4 + 1) / 2 - 1/2 = 1.306853; twice independent = twice as much.
        var kl = RssmLoss.Kl(Of([1, 1], [2, 2]), Of([0, 0], [1, 1])).item<float>();
        Assert.Equal(2 * (2 - Math.Log(2)), kl, 1e-5);

        random.manual_seed(1);
        Gaussian q = Of([0.3f], [0.7f]), p = Of([-0.4f], [1.3f]);
        var x = q.Sample(randn(400_000, 1));
        Tensor LogDensity(Gaussian g) => -g.Std.log() - (x - g.Mean).pow(2) / (2 * g.Std.pow(2));
        Assert.Equal((LogDensity(q) - LogDensity(p)).mean().item<float>(), RssmLoss.Kl(q, p).item<float>(), 5e-3);
    }

    [Fact]
    public void Kl_of_equals_is_zero_and_free_nats_bound_it_without_gradient()
    {
        using var scope = NewDisposeScope();
        var mean = zeros(3, 4, requires_grad: true);
        var q = new Gaussian(mean, ones(3, 4));
        Assert.Equal(0, RssmLoss.Kl(q, q).abs().max().item<float>(), 1e-6);
        var loss = RssmLoss.Representation(q, new(zeros(3, 4) + 0.1, ones(3, 4)), 1);
        Assert.Equal(1, loss.mean().item<float>());
        loss.sum().backward();
        Assert.Equal(0, mean.grad!.abs().max().item<float>());
    }

    [Fact]
    public void Balance_sends_each_term_to_its_own_side()
    {
        using var scope = NewDisposeScope();
        Tensor a = ones(2, 3, requires_grad: true), b = zeros(2, 3, requires_grad: true);
        RssmLoss.Dynamics(new(a, ones(2, 3)), new(b, ones(2, 3)), 0).sum().backward();
        Assert.Null(a.grad);
        Assert.Equal(-1, b.grad!.min().item<float>(), 1e-5);
        RssmLoss.Representation(new(a, ones(2, 3)), new(b, ones(2, 3)), 0).sum().backward();
        Assert.Equal(1, a.grad!.max().item<float>(), 1e-5);
        Assert.Equal(-1, b.grad!.min().item<float>(), 1e-5);
    }

    [Fact]
    public void Image_error_counts_in_64_pixel_units_and_weighs_the_foreground()
    {
        using var scope = NewDisposeScope();
        var target = zeros(1, 6, 32, 32);
        target[0, 0, 0, 0] = 0.5;
        Assert.Equal(0.25f * 4, RssmLoss.Image(zeros(1, 6, 32, 32), target, 0).item<float>(), 1e-6);
        Assert.Equal(0.25f * 4 * 4, RssmLoss.Image(zeros(1, 6, 32, 32), target, 3).item<float>(), 1e-6);
    }

    [Fact]
    public void Area_matrices_average_and_crop()
    {
        var whole = AreaResampling.Matrix(8, 0, 8, 2);
        Assert.Equal([.25f, .25f, .25f, .25f, 0, 0, 0, 0, 0, 0, 0, 0, .25f, .25f, .25f, .25f], whole);
        var crop = AreaResampling.Matrix(8, 2, 3, 2);
        Assert.Equal([0, 0, 2 / 3f, 1 / 3f, 0, 0, 0, 0, 0, 0, 0, 1 / 3f, 2 / 3f, 0, 0, 0], crop, (a, b) =>
            Math.Abs(a - b) < 1e-6);
    }
}
