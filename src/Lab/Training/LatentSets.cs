using Forewarn.Learning.Verifiers;
using Forewarn.Learning.WorldModels;
using Forewarn.Simulation.Episodes;

namespace Forewarn.Lab.Training;

/// <summary>Latents on disk, joined with the labels of the data sets they were made from.</summary>
internal static class LatentSets
{
    /// <param name="data">Folders of the data sets, in the order in which the latents were made.</param>
    public static LatentNarrations Read(string folder, IReadOnlyList<string> data)
    {
        EpisodeStore[] stores = [.. data.Select(EpisodeStore.Open)];
        try
        {
            return LatentNarrations.From(LatentDataset.Load(folder), stores);
        }
        finally
        {
            foreach (var store in stores) store.Dispose();
        }
    }
}
