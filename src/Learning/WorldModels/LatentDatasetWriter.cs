using System.Runtime.InteropServices;
using System.Text.Json;
using Forewarn.Core;
using Forewarn.Learning.Training;
using Forewarn.Simulation.Episodes;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.WorldModels;

/// <summary>Runs a world model over whole data sets and writes a <see cref="LatentDataset"/>.</summary>
public static class LatentDatasetWriter
{
    private const int Chunk = 25;

    /// <exception cref="ForewarnException">The data do not fit the model, or the folder cannot be written.</exception>
    public static void Write(
        Rssm model, IReadOnlyList<EpisodeStore> stores, string folder, Action<int, int>? progress = null)
    {
        using var episodes = EpisodeTensors.Load(stores, model.Options);
        int count = episodes.Count, steps = episodes.Frames - 1, size = model.Options.LatentSize;
        float[] posterior = new float[(long)count * steps * size], predicted = new float[posterior.LongLength],
            disagreement = new float[count * steps];
        for (int first = 0; first < count; first += Chunk)
        {
            int rows = Math.Min(Chunk, count - first);
            Fill(model, episodes, first, rows, posterior, predicted, disagreement);
            progress?.Invoke(first + rows, count);
            if (first % 500 == 0) NativeHeap.Trim();
        }
        void Save(string file, float[] values) =>
            AtomicFile.Write(Path.Combine(folder, file), s => s.Write(MemoryMarshal.AsBytes<float>(values)));
        Save(LatentDataset.PosteriorFile, posterior);
        Save(LatentDataset.PredictedFile, predicted);
        Save(LatentDataset.DisagreementFile, disagreement);
        var header =
            new LatentHeader(count, steps, size, [.. stores.Select(s => s.Sha256)], EpisodeSplit.HeldOut(count));
        AtomicFile.WriteText(Path.Combine(folder, LatentDataset.HeaderFile),
            JsonSerializer.Serialize(header, LatentDataset.Json));
    }

    private static void Fill(
        Rssm model, EpisodeTensors episodes, int first, int rows, float[] posterior, float[] predicted,
        float[] disagreement)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        int frames = episodes.Frames, steps = frames - 1, size = model.Options.LatentSize;
        var images = model.CenterImages(episodes.Images.narrow(0, first, rows).flatten(0, 1));
        var states = model.StandardizeStates(episodes.States.narrow(0, first, rows)).flatten(0, 1);
        var codes = model.Encode(images, states).view(rows, frames, -1);
        var actions = model.ActionFeatures(episodes.Actions.narrow(0, first, rows));
        var spread = new List<Tensor>();
        void Copy(Tensor latents, float[] target) =>
            latents.narrow(1, 1, steps).contiguous().data<float>().CopyTo(target, first * steps * size);
        Copy(model.Roll(codes, actions, frames), posterior);
        Copy(model.Roll(codes, actions, 1, spread), predicted);
        stack(spread, 1).contiguous().data<float>().CopyTo(disagreement, first * steps);
    }
}
