using Forewarn.Core;
using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Simulation.Tasks.Cup;

/// <summary>
/// Plays episodes for the data gate: the same scenes and scripts that collection draws, each executed twice, the second
/// time open loop with the mug displaced by a given distance in a random direction.
/// </summary>
public sealed class CupGatePlay(TaskCollectionOptions options, double displacement)
{
    /// <param name="progress">Receives episodes done and wanted.</param>
    public IReadOnlyList<CupGateEpisode> Run(Action<int, int>? progress = null, CancellationToken cancel = default)
    {
        var collection = new TaskCollection(options, "data gate");
        string[] scripts = collection.Scripts();
        var episodes = new List<CupGateEpisode>();
        OrderedWorkers.Run([.. Enumerable.Range(0, options.Count)], options.Workers, () => new CupEnvironment(options.Task),
            (environment, i) => Play(environment, collection.EpisodeSeed(i), Enum.Parse<CupScript>(scripts[i])),
            (_, e) =>
            {
                episodes.Add(e);
                progress?.Invoke(episodes.Count, options.Count);
            }, cancel);
        return episodes;
    }

    private CupGateEpisode Play(CupEnvironment environment, SeedStream seed, CupScript script)
    {
        environment.Reset(seed.Child("scene"));
        var mug = environment.ObjectPose;
        var state = environment.State();
        var plan = new CupDemonstrator(options.Task).Plan(script, environment, seed.Child("script"));
        PlanExecutor.Run(environment, plan);
        var label = environment.Label;
        if (displacement == 0) return new(script, label, label, plan, state, [(float)mug.X, (float)mug.Y, (float)mug.Yaw]);
        double direction = seed.Child("displacement").Uniform(-Math.PI, Math.PI);
        environment.Reset(seed.Child("scene"), displacement * Math.Cos(direction), displacement * Math.Sin(direction), 0);
        PlanExecutor.Run(environment, plan);
        return new(script, label, environment.Label, plan, state, [(float)mug.X, (float)mug.Y, (float)mug.Yaw]);
    }
}
