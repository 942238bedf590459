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
        var sums = new Dictionary<string, double>();
        foreach (var chunk in rows.Chunk(Chunk))
            foreach (var (key, value) in Measure(model, episodes, chunk))
                sums[key] = sums.GetValueOrDefault(key) + value * chunk.Length;
        foreach (var (key, value) in sums) figures[$"{name}/{key}"] = value / rows.Length;
    }

    private static Dictionary<string, double> Measure(Rssm model, EpisodeTensors episodes, long[] rows)
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
        return new()
        {
            ["image_seen"] = Errors(seen).mean().item<float>(),
            ["image_imagined"] = imaginedErrors.mean().item<float>(),
            ["image_late"] = imaginedErrors.narrow(1, 3, 2).mean().item<float>(),
            ["image_copy"] = RssmLoss.Image(first, targets, 0).mean().item<float>(),
            ["state_imagined"] = stateErrors.mean().item<float>(),
            ["width_late"] = stateErrors.select(2, width).narrow(1, frames - 1 - late, late).mean().item<float>(),
            ["disagreement"] = stack(disagreement).mean().item<float>(),
        };
    }

    private static long[] Spread(int[] episodes, int limit)
    {
        int count = Math.Min(limit, episodes.Length);
        return [.. Enumerable.Range(0, count).Select(i => (long)episodes[(int)((long)i * episodes.Length / count)])];
    }
}
