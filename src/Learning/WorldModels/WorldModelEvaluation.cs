using Forewarn.Core;
using Forewarn.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.WorldModels;

/// <summary>
/// How well the model imagines whole episodes from their first frame, on held-out and on equally many training
/// episodes: a gap between the two is overfitting, two equally bad figures are undertraining.
/// </summary>
public static class WorldModelEvaluation
{
    private const int Chunk = 20;

    /// <returns>
    /// Per split (<c>held_out</c>, <c>training</c>): <c>image_seen</c> (posterior), <c>image_imagined</c>,
    /// <c>image_late</c>
    /// (imagined, last third), <c>image_copy</c> (first frame repeated), all squared errors in 64x64 units;
    /// <c>state_imagined</c> and <c>width_late</c> as fractions of the data's variance; <c>disagreement</c>.
    /// </returns>
    public static Dictionary<string, double> Run(Rssm model, EpisodeTensors episodes, int limit)
    {
        var figures = new Dictionary<string, double>();
        Split(model, episodes, Spread(EpisodeSplit.HeldOut(episodes.Count), limit), "held_out", figures);
        Split(model, episodes, Spread(EpisodeSplit.Training(episodes.Count), limit), "training", figures);
        return figures;
    }

    private static void Split(Rssm model, EpisodeTensors episodes, long[] rows, string name,
        Dictionary<string, double> figures)
    {
        var values = rows.Chunk(Chunk).SelectMany(chunk => Measure(model, episodes, chunk))
            .ToLookup(figure => figure.Name, figure => figure.PerEpisode);
        foreach (var figure in values)
            figures.Put($"{name}/{figure.Key}", MetricInterval.OfMean([.. figure.SelectMany(v => v.Select(x => (double)x))]));
    }

    private static (string Name, float[] PerEpisode)[] Measure(Rssm model, EpisodeTensors episodes, long[] rows)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        int frames = episodes.Frames;
        var index = tensor(rows);
        var bytes = episodes.Images.index_select(0, index);
        var states = model.StandardizeStates(episodes.States.index_select(0, index));
        var actions = model.ActionFeatures(episodes.Actions.index_select(0, index));
        var codes = model.Encode(model.CenterImages(bytes.flatten(0, 1)), states.flatten(0, 1))
            .view(rows.Length, frames, -1);
        var disagreement = new List<Tensor>();
        var seen = model.Roll(codes, actions, frames);
        var imagined = model.Roll(codes, actions, 1, disagreement);

        var times = tensor([.. Enumerable.Range(1, 5).Select(k => (long)k * (frames - 1) / 5)]);
        var pictures = bytes.narrow(2, 0, 6);
        var targets = model.CenterImages(pictures.index_select(1, times).flatten(0, 1));
        var first = model.CenterImages(pictures.narrow(1, 0, 1).expand(rows.Length, 5, -1, -1, -1).flatten(0, 1));
        Tensor Errors(Tensor latents) =>
            RssmLoss.Image(model.DecodeImages(latents.index_select(1, times).flatten(0, 1)), targets, 0).view(-1, 5);
        var imaginedErrors = Errors(imagined);
        var stateErrors = (model.DecodeStates(imagined) - states).pow(2).narrow(1, 1, frames - 1);
        int width = model.Options.StateSize - 6;
        long late = (frames - 1) * 3 / 10;
        return
        [
            ("image_seen", Values(Errors(seen).mean([1]))),
            ("image_imagined", Values(imaginedErrors.mean([1]))),
            ("image_late", Values(imaginedErrors.narrow(1, 3, 2).mean([1]))),
            ("image_copy", Values(RssmLoss.Image(first, targets, 0).view(-1, 5).mean([1]))),
            ("state_imagined", Values(stateErrors.mean([1, 2]))),
            ("width_late", Values(stateErrors.select(2, width).narrow(1, frames - 1 - late, late).mean([1]))),
            ("disagreement", Values(stack(disagreement, 1).mean([1]))),
        ];

        static float[] Values(Tensor perEpisode) => perEpisode.data<float>().ToArray();
    }

    private static long[] Spread(int[] episodes, int limit)
    {
        int count = Math.Min(limit, episodes.Length);
        return [.. Enumerable.Range(0, count).Select(i => (long)episodes[(int)((long)i * episodes.Length / count)])];
    }
}
