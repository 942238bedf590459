using Forewarn.Core;
using Forewarn.Learning.Training;
using Forewarn.Learning.Verifiers;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Verifiers;

public sealed class TokenForestTests
{
    [Fact]
    public void What_sequences_share_in_front_stands_there_once()
    {
        var forest = new TokenForest();
        int tree = forest.NewTree();
        Assert.Equal([0, 1, 2], forest.Add(tree, [5, 6, 7]));
        Assert.Equal(1, forest.Missing(tree, [5, 6, 8]));
        Assert.Equal([0, 1, 3], forest.Add(tree, [5, 6, 8]));
        Assert.Equal([0, 1], forest.Add(tree, [5, 6]));
        int other = forest.NewTree();
        Assert.Equal([4, 5], forest.Add(other, [5, 6]));
        Assert.Equal([5, 6, 7, 8, 5, 6], forest.Ids);
        Assert.Equal([0, 1, 2, 2, 0, 1], forest.Positions);
        Assert.Equal((2, 4), (forest.Trees, forest.Width));
        Assert.Equal([0, 1, 2, 3, 4, 5], forest.Slots);
        string[] seen = [.. forest.Visible.Chunk(4).Select(row => string.Concat(row.Select(v => v ? '1' : '0')))];
        Assert.Equal(["1000", "1100", "1110", "1101", "1000", "1100", "0010", "0001"], seen);
    }

    [Fact]
    public void States_and_gradients_are_those_of_sequences_one_by_one()
    {
        using var scope = NewDisposeScope();
        var options = DecoderOptions.Debug with { Vocabulary = 40, MaxTokens = 32 };
        using var store = DecoderNet.Declare(new ParameterStore(new SeedStream(3)), options);
        using var net = new DecoderNet(store, options);
        long[][] sequences = [[3, 4, 5, 6, 7], [3, 4, 5, 9], [3, 4, 5, 6, 8, 8, 8], [12, 4]];
        var forest = new TokenForest();
        int[] trees = [forest.NewTree(), forest.NewTree()];
        int[][] paths = [.. sequences.Select((s, i) => forest.Add(trees[i / 3], s))];

        Tensor Alone(long[] s) => net.Forward(net.Embed(tensor(s, 1, s.Length)))[0];
        store.ZeroGradients();
        var want = cat([.. sequences.Select(Alone)]);
        want.square().mean([1]).sin().sum().backward();
        var wantGradient = store.Gradients.clone();

        store.ZeroGradients();
        var states = net.ForwardForest(net.Embed(tensor(forest.Ids)), forest);
        var got = states.index_select(0, tensor(paths.SelectMany(p => p).Select(t => (long)t).ToArray()));
        got.square().mean([1]).sin().sum().backward();
        Assert.True((want - got).abs().max().item<float>() < 1e-5);
        Assert.True((wantGradient - store.Gradients).abs().max().item<float>() < 1e-5 * (1 + wantGradient.abs().max().item<float>()));
    }

    [Fact]
    public void A_cache_gives_the_states_of_the_whole_sequence()
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var options = DecoderOptions.Debug with { Vocabulary = 40, MaxTokens = 32 };
        using var store = DecoderNet.Declare(new ParameterStore(new SeedStream(3)), options);
        using var net = new DecoderNet(store, options);
        var ids = randint(0, 40, [3, 9], dtype: ScalarType.Int64);
        var want = net.Forward(net.Embed(ids));
        using var cache = new KeyValueCache(options, 3, 9);
        var first = net.ForwardCached(net.Embed(ids.narrow(1, 0, 4)), cache);
        Assert.True((want.narrow(1, 0, 4) - first).abs().max().item<float>() < 1e-5);
        // Rows may be dropped and repeated on the way.
        var order = tensor(new long[] { 2, 0, 0 });
        using var chosen = cache.Select(order);
        for (int at = 4; at < 9; at++)
        {
            var next = net.ForwardCached(net.Embed(ids.index_select(0, order).narrow(1, at, 1)), chosen);
            Assert.True((want.index_select(0, order).narrow(1, at, 1) - next).abs().max().item<float>() < 1e-5);
        }
        Assert.Equal(9, chosen.Length);
    }
}
