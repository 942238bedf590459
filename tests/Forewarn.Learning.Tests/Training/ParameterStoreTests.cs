using Forewarn.Core;
using Forewarn.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Training;

public class ParameterStoreTests
{
    private static ParameterStore Store() => new ParameterStore(new SeedStreams(1).Stream("w"))
        .AddLinear("a", 3, 2).AddLayerNorm("n", 2).AddConv("c", 1, 2, 3).AddEmbedding("e", 5, 4);

    [Fact]
    public void Gradients_of_named_views_land_in_the_flat_tensor_on_every_backward()
    {
        using var scope = NewDisposeScope();
        using var store = Store();
        for (int round = 0; round < 3; round++)
        {
            store.ZeroGradients();
            (store["a.weight"] * 2).sum().backward();
            store["n.scale"].sum().backward();
            var flat = store.Gradients.data<float>().ToArray();
            Assert.Equal([2f, 2, 2, 2, 2, 2, 0, 0, 1, 1, 0, 0], flat[..12]);
            Assert.All(flat[12..], g => Assert.Equal(0, g));
        }
    }

    [Fact]
    public void Writing_the_flat_tensor_is_seen_by_the_views_and_by_autograd()
    {
        using var scope = NewDisposeScope();
        using var store = Store();
        using (no_grad()) store.Values.fill_(3);
        Assert.Equal(3, store["a.weight"][1, 2].item<float>());
        store["a.weight"].pow(2).sum().backward();
        Assert.Equal(6, store.Gradients[0].item<float>());
    }

    [Fact]
    public void Layers_equal_their_definitions()
    {
        using var scope = NewDisposeScope();
        using var store = Store();
        var x = randn(4, 3);
        var y = store.Linear("a", x);
        Assert.True(allclose(y, x.matmul(store["a.weight"].t()) + store["a.bias"]));
        var n = store.LayerNorm("n", y, 0);
        Assert.True(n.mean([-1]).abs().max().item<float>() < 1e-5);
        Assert.Equal([2L, 2, 4], store.Embedding("e", tensor(new long[,] { { 0, 1 }, { 4, 4 } })).shape);
    }

    [Fact]
    public void A_clone_is_independent_and_equal()
    {
        using var scope = NewDisposeScope();
        using var store = Store();
        using var copy = store.Clone();
        Assert.Equal(store.ExportAll(), copy.ExportAll());
        using (no_grad()) store.Values.add_(1);
        Assert.NotEqual(store.ExportAll(), copy.ExportAll());
        Assert.Equal(store.Export("e.weight").Select(v => v - 1), copy.Export("e.weight"), (a, b) =>
            Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void Weight_decay_touches_matrices_and_kernels_only()
    {
        using var scope = NewDisposeScope();
        using var store = Store();
        using (no_grad()) store.Values.fill_(1);
        using var adam = new AdamW(store, new TrainingOptions { WeightDecay = 0.5 });
        adam.Update(0.1);
        Assert.Equal(0.95f, store["a.weight"][0, 0].item<float>(), 1e-6);
        Assert.Equal(0.95f, store["c.weight"][0, 0, 0, 0].item<float>(), 1e-6);
        foreach (var name in new[] { "a.bias", "n.scale", "n.shift", "e.weight" })
            Assert.Equal(1f, store[name].max().item<float>());
    }

    [Fact]
    public void Same_seed_same_weights_and_names_draw_independently()
    {
        using var scope = NewDisposeScope();
        using var one = Store();
        using var two = new ParameterStore(new SeedStreams(1).Stream("w")).AddEmbedding("e", 5, 4).AddLinear("a", 3, 2);
        Assert.Equal(one.Export("a.weight"), two.Export("a.weight"));
        Assert.Throws<ForewarnException>(() => one["b.weight"]);
    }

    [Fact]
    public void AdamW_equals_torchs_own()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(3);
        using var store = new ParameterStore(new SeedStreams(2).Stream("w")).AddLinear("a", 4, 3, bias: false);
        var reference = new TorchSharp.Modules.Parameter(store["a.weight"].detach().clone());
        var torchs = optim.AdamW([reference], 0.01, 0.9, 0.999, 1e-8, 0.1);
        using var ours = new AdamW(store, new TrainingOptions { WeightDecay = 0.1 });
        for (int i = 0; i < 20; i++)
        {
            var x = randn(5, 4);
            store.ZeroGradients();
            torchs.zero_grad();
            store.Linear("a", x).pow(3).sum().backward();
            nn.functional.linear(x, reference).pow(3).sum().backward();
            ours.Update(0.01);
            torchs.step();
        }
        Assert.True((store["a.weight"] - reference).abs().max().item<float>() < 1e-6);
    }
}
