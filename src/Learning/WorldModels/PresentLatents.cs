using Forewarn.Core;
using Forewarn.Simulation.Episodes;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.WorldModels;

/// <summary>What a world model knows before anything moved: the posterior mean of every episode's first frame.</summary>
public static class PresentLatents
{
    private const int Chunk = 100;

    /// <returns><c>[E, Z]</c>, episodes in the order of the stores.</returns>
    /// <exception cref="ForewarnException">The sizes in a store do not fit the model.</exception>
    public static float[] Of(Rssm model, IReadOnlyList<EpisodeStore> stores)
    {
        var options = model.Options;
        var values = new float[(long)stores.Sum(s => s.Count) * options.LatentSize];
        using var shrink = new PictureShrinker(options);
        int at = 0;
        foreach (var store in stores)
        {
            EpisodeTensors.Check(store, options);
            for (int first = 0; first < store.Count; first += Chunk)
            {
                int rows = Math.Min(Chunk, store.Count - first);
                Fill(model, store, shrink, first, rows, values.AsSpan(at * options.LatentSize));
                at += rows;
            }
        }
        return values;
    }

    private static void Fill(Rssm model, EpisodeStore store, PictureShrinker shrink, int first, int rows, Span<float> target)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var options = model.Options;
        int r = options.Resolution;
        var images = empty([rows, 1, options.InputChannels, r, r], ScalarType.Byte);
        var states = new float[rows * options.StateSize];
        var buffer = new byte[PictureShrinker.FrameBytes(options)];
        for (int i = 0; i < rows; i++)
        {
            store.ReadFrame(first + i, 0, buffer);
            shrink.Into(images, i, buffer, 1);
            store.States(first + i)[..options.StateSize].CopyTo(states.AsSpan(i * options.StateSize));
        }
        var pictures = model.CenterImages(images.flatten(0, 1));
        var codes = model.Encode(pictures, model.StandardizeStates(tensor(states, rows, options.StateSize))).view(rows, 1, -1);
        // Nothing was done before the first frame: the model reads no action there.
        var actions = model.ActionFeatures(zeros(rows, 1, options.ActionSize));
        model.Roll(codes, actions, 1).contiguous().data<float>().ToArray().CopyTo(target);
    }
}
