using Forewarn.Core;
using Forewarn.Learning.WorldModels;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.WorldModels;

public sealed class PresentLatentsTests
{
    [Fact]
    public void They_are_the_posterior_of_the_first_frame_whatever_comes_after()
    {
        using var data = new SyntheticEpisodes(12);
        using var more = new SyntheticEpisodes(3, seed: 2);
        var options = RssmOptions.Named("debug");
        using var all = EpisodeTensors.Load([data.Store, more.Store], options);
        using var model = new Rssm(options, all.Statistics(options, [0, 1, 2, 3]), new SeedStream(5));
        var got = PresentLatents.Of(model, [data.Store, more.Store]);

        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var images = model.CenterImages(all.Images.flatten(0, 1));
        var codes = model.Encode(images, model.StandardizeStates(all.States).flatten(0, 1)).view(all.Count, all.Frames, -1);
        var whole = model.Roll(codes, model.ActionFeatures(all.Actions), all.Frames);
        var want = whole.narrow(1, 0, 1).contiguous().data<float>().ToArray();
        Assert.Equal(15 * options.LatentSize, got.Length);
        for (int i = 0; i < want.Length; i++) Assert.Equal(want[i], got[i], 1e-5);
    }
}
