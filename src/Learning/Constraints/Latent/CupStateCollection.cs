using Forewarn.Core;
using Forewarn.Simulation;

namespace Forewarn.Learning.Constraints.Latent;

/// <summary>
/// Records <see cref="LatentStates"/> of the cup task, 25 episodes to a part; resumable, and independent of the number of workers.
/// </summary>
/// <param name="model">The world model whose latents are recorded; used by all workers.</param>
/// <param name="worldModelSha256">Its identity.</param>
public sealed class CupStateCollection(CupStateOptions options, IWorldModel model, string worldModelSha256, string command)
{
    private const int PartEpisodes = 25;
    private readonly SeedStreams _seeds = new(options.Seed);

    /// <summary>Whether every state of an episode is judged, not only those where the fallbacks are watched: all but training episodes.</summary>
    public static bool IsJudgedThroughout(long episode) => LatentSplit.Of(episode) != LatentShare.Training;

    /// <param name="progress">Receives episodes done and wanted.</param>
    /// <exception cref="ForewarnException">The folder cannot be written.</exception>
    public void Run(string folder, Action<int, int>? progress = null, CancellationToken cancel = default)
    {
        Directory.CreateDirectory(folder);
        int parts = (options.Count + PartEpisodes - 1) / PartEpisodes;
        int[] missing = [.. Enumerable.Range(0, parts).Where(p => !File.Exists(LatentStates.Part(folder, p)))];
        int[] jobs = [.. missing.SelectMany(p => Enumerable.Range(p * PartEpisodes, Math.Min(PartEpisodes, options.Count - p * PartEpisodes)))];
        LatentStateList? part = null;
        int done = options.Count - jobs.Length;
        OrderedWorkers.Run(jobs, options.Workers, () => new CupStatePlay(options, model),
            (play, episode) => play.Run(episode, _seeds.Stream("cup/safety", episode), IsJudgedThroughout(episode)),
            (episode, states) =>
            {
                part ??= new(states.Size, states.Fallbacks);
                part.Append(states);
                if (episode % PartEpisodes == PartEpisodes - 1 || episode == options.Count - 1)
                {
                    LatentStates.Write(LatentStates.Part(folder, episode / PartEpisodes), part, worldModelSha256, command);
                    part = null;
                }
                progress?.Invoke(++done, options.Count);
            }, cancel);
    }
}
