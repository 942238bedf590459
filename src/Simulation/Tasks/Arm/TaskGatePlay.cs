using Forewarn.Core;

namespace Forewarn.Simulation.Tasks.Arm;

/// <summary>
/// Plays episodes for the data gate: the same scenes and scripts that collection draws, each executed twice, the second
/// time open loop with the object displaced by a given distance in a random direction.
/// </summary>
public sealed class TaskGatePlay(TaskCollectionOptions options, double displacement)
{
    /// <param name="progress">Receives episodes done and wanted.</param>
    public IReadOnlyList<TaskGateEpisode> Run(Action<int, int>? progress = null, CancellationToken cancel = default)
    {
        var task = ManipulationTasks.Find(options.Task.Name);
        var collection = new TaskCollection(options, "data gate");
        string[] scripts = collection.Scripts();
        var episodes = new List<TaskGateEpisode>();
        OrderedWorkers.Run([.. Enumerable.Range(0, options.Count)], options.Workers, () => task.Create(options.Task),
            (environment, i) => Play(task, environment, collection.EpisodeSeed(i), scripts[i]),
            (_, e) =>
            {
                episodes.Add(e);
                progress?.Invoke(episodes.Count, options.Count);
            }, cancel);
        return episodes;
    }

    private TaskGateEpisode Play(ManipulationTask task, ArmEnvironment environment, SeedStream seed, string script)
    {
        environment.Reset(seed.Child("scene"));
        var pose = environment.ObjectPose;
        var state = environment.State();
        var plan = task.Plan(script, environment, options.Task, seed.Child("script"));
        PlanExecutor.Run(environment, plan);
        var label = environment.Truth;
        if (displacement == 0) return new(script, label, label, plan, state, [(float)pose.X, (float)pose.Y, (float)pose.Yaw]);
        double direction = seed.Child("displacement").Uniform(-Math.PI, Math.PI);
        environment.Reset(seed.Child("scene"), displacement * Math.Cos(direction), displacement * Math.Sin(direction), 0);
        PlanExecutor.Run(environment, plan);
        return new(script, label, environment.Truth, plan, state, [(float)pose.X, (float)pose.Y, (float)pose.Yaw]);
    }
}
