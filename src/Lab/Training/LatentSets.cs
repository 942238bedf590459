using Forewarn.Core;
using Forewarn.Learning.Verifiers;
using Forewarn.Learning.WorldModels;
using Forewarn.Simulation.Episodes;

namespace Forewarn.Lab.Training;

/// <summary>Latents on disk, joined with the labels of the data sets they were made from.</summary>
internal static class LatentSets
{
    /// <param name="data">Folders of the data sets, in any order.</param>
    /// <exception cref="ForewarnException">A folder cannot be read, or latents and data sets do not belong together.</exception>
    public static LatentNarrations Read(string folder, IReadOnlyList<string> data) => Read([folder], data)[0];

    /// <param name="folders">Latents of one task each.</param>
    /// <inheritdoc cref="Read(string, IReadOnlyList{string})"/>
    public static LatentNarrations[] Read(IReadOnlyList<string> folders, IReadOnlyList<string> data)
    {
        EpisodeStore[] stores = [.. data.Select(EpisodeStore.Open)];
        try
        {
            var sets = folders.Select(LatentDataset.Load).ToArray();
            if (stores.FirstOrDefault(s => !sets.Any(set => set.Header.DataSha256.Contains(s.Sha256))) is { } unused)
                throw ForewarnException.Of($"data set {unused.Folder}", "episodes of which there are no latents", "data that the latents were made from",
                    "Name the data sets that export latents was given.", ExitCode.Usage);
            return [.. sets.Select(set => LatentNarrations.From(set, Of(set, stores)))];
        }
        finally
        {
            foreach (var store in stores) store.Dispose();
        }
    }

    /// <summary>The data sets of these latents, in their order.</summary>
    private static EpisodeStore[] Of(LatentDataset latents, EpisodeStore[] stores) =>
        [.. latents.Header.DataSha256.Select(hash => stores.FirstOrDefault(s => s.Sha256 == hash)).OfType<EpisodeStore>()];
}
