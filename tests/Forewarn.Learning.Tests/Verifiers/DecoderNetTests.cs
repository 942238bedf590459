using Forewarn.Core;
using Forewarn.Learning.Training;
using Forewarn.Learning.Verifiers;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Verifiers;

public sealed class DecoderNetTests
{
    private static readonly DecoderOptions Tiny = DecoderOptions.Debug with
    {
        Width = 16, Layers = 1, Heads = 4, KvHeads = 2, Hidden = 8, Vocabulary = 300, MaxTokens = 32,
    };

    [Fact]
    public void Rotation_is_the_identity_at_position_zero_and_keeps_every_pairs_length()
    {
        using var scope = NewDisposeScope();
        var (cos, sin) = RotaryTable.Build(9, 8, 100);
        var x = randn(1, 9, 1, 8);
        var y = RotaryTable.Rotate(x, tensor(cos, 9, 1, 4), tensor(sin, 9, 1, 4));
        Assert.True((x - y).select(1, 0).abs().max().item<float>() == 0);
        var before = x.narrow(-1, 0, 4).square() + x.narrow(-1, 4, 4).square();
        var after = y.narrow(-1, 0, 4).square() + y.narrow(-1, 4, 4).square();
        Assert.True((before - after).abs().max().item<float>() < 1e-5);
    }

    [Fact]
    public void Rotated_products_depend_on_the_distance_only()
    {
        using var scope = NewDisposeScope();
        var (cos, sin) = RotaryTable.Build(40, 8, 1000);
        var (query, key) = (randn(8), randn(8));
        double Product(int p, int q)
        {
            Tensor At(Tensor v, int position) => RotaryTable.Rotate(v.view(1, 1, 1, 8),
                tensor(cos, 40, 1, 4).narrow(0, position, 1), tensor(sin, 40, 1, 4).narrow(0, position, 1)).view(8);
            return At(query, p).dot(At(key, q)).item<float>();
        }
        Assert.Equal(Product(5, 2), Product(33, 30), 1e-4);
        Assert.NotEqual(Product(5, 2), Product(5, 3), 1e-3);
    }

    [Fact]
    public void One_layer_equals_the_closed_form()
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        using var store = DecoderNet.Declare(new ParameterStore(new SeedStream(5)), Tiny);
        using var net = new DecoderNet(store, Tiny);
        const int length = 6;
        var embeds = randn(1, length, Tiny.Width);
        var got = net.Forward(embeds).view(-1).data<float>().ToArray();
        var want = DecoderByHand.Forward(store, Tiny, embeds.view(-1).data<float>().ToArray(), length);
        Assert.Equal(want.Length, got.Length);
        for (int i = 0; i < want.Length; i++) Assert.Equal(want[i], got[i], 1e-4);
    }

    [Fact]
    public void A_position_never_sees_later_ones()
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        using var store = DecoderNet.Declare(new ParameterStore(new SeedStream(6)), DecoderOptions.Debug);
        using var net = new DecoderNet(store, DecoderOptions.Debug);
        var ids = randint(20, 700, [2, 12], dtype: ScalarType.Int64);
        var changed = ids.clone();
        changed.narrow(1, 7, 5).fill_(33);
        var difference = (net.Forward(net.Embed(ids)) - net.Forward(net.Embed(changed))).abs().amax([0, 2]);
        Assert.True(difference.narrow(0, 0, 7).max().item<float>() < 1e-6);
        Assert.True(difference.narrow(0, 7, 5).min().item<float>() > 1e-3);
    }

    [Theory]
    [InlineData(190, 6, 2)]
    [InlineData(192, 6, 4)]
    [InlineData(18, 6, 2)]
    public void Sizes_that_do_not_fit_are_refused(int width, int heads, int shared) =>
        Assert.Throws<ForewarnException>(() => (DecoderOptions.Default with { Width = width, Heads = heads, KvHeads = shared }).Validate());
}
