using Forewarn.Core;
using Forewarn.Simulation.Episodes;

namespace Forewarn.Simulation.Tasks.Arm;

/// <summary>Records episodes of a task into a data set; resumable, and independent of the number of workers.</summary>
public sealed class TaskCollection(TaskCollectionOptions options, string command, IActionProposer? policy = null)
{
    private readonly SeedStreams _seeds = new(options.Seed);
    private readonly ManipulationTask _task = ManipulationTasks.Find(options.Task.Name);

    /// <param name="progress">Receives episodes done and wanted.</param>
    public void Run(string folder, Action<int, int>? progress = null, CancellationToken cancel = default)
    {
        bool scenes = options.Kind == "scenes";
        string[] scripts = Scripts();
        var header = new EpisodeHeader(scenes ? 1 : ArmTask.Frames, ArmTask.Cameras.Count, ArmTask.ImageSize,
            ArmTask.StateNames.Count, ArmTask.PlanSteps, ArmTask.PlanSpec.Width, command, options.Seed, _task.Name);
        using var writer = new EpisodeWriter(folder, header);
        int[] jobs = [.. Enumerable.Range(writer.Count, Math.Max(0, options.Count - writer.Count))];
        OrderedWorkers.Run(jobs, options.Workers, () => _task.Create(options.Task), (environment, i) => Record(environment, i, scripts),
            (_, e) =>
            {
                writer.Append(e.Info, e.Frames, e.Plan, e.States);
                progress?.Invoke(writer.Count, options.Count);
            }, cancel);
    }

    /// <summary>Stream of one episode: its scene, its script's noise, its policy's noise.</summary>
    public SeedStream EpisodeSeed(int index) => _seeds.Stream($"{_task.Name}/{options.Kind}", index);

    private sealed record Episode(EpisodeInfo Info, byte[] Frames, float[] Plan, float[] States);

    private Episode Record(ArmEnvironment environment, int index, string[] scripts)
    {
        var seed = EpisodeSeed(index);
        environment.Reset(seed.Child("scene"));
        var pose = environment.ObjectPose;
        var (source, name, plan) = Choose(environment, index, seed, scripts);
        int frames = options.Kind == "scenes" ? 1 : ArmTask.Frames;
        var pixels = new byte[frames * ArmTask.Cameras.Count * ArmTask.ImageSize * ArmTask.ImageSize * 3];
        var states = new float[frames * ArmTask.StateNames.Count];
        if (frames == 1) Keep(0);
        else PlanExecutor.Run(environment, plan, Keep);
        float[] where = [(float)pose.X, (float)pose.Y, (float)pose.Yaw];
        return new(new(seed.Key, source, name, environment.Truth, where), pixels, plan, states);

        void Keep(int frame)
        {
            var seen = environment.Observe();
            int size = seen.Images[0].Rgb.Length;
            for (int c = 0; c < seen.Images.Count; c++) seen.Images[c].Rgb.CopyTo(pixels, (frame * seen.Images.Count + c) * size);
            seen.State.CopyTo(states, frame * seen.State.Length);
        }
    }

    private (string Source, string Name, float[] Plan) Choose(ArmEnvironment environment, int index, SeedStream seed, string[] scripts)
    {
        if (options.Kind == "rollouts")
        {
            var proposals = policy!.ProposeAsync(new ObservationHistory(environment.Observe()), 1, seed.Child("proposals"), default);
            return ("policy", "sample", proposals.AsTask().GetAwaiter().GetResult().Plan(0).ToArray());
        }
        return ("script", scripts[index], _task.Plan(scripts[index], environment, options.Task, seed.Child("script")));
    }

    /// <summary>Script of every episode: exact quotas in shuffled order, so the share of a mode is not left to chance.</summary>
    public string[] Scripts()
    {
        var mix = options.Kind switch
        {
            "play" => Mix(options.PlayMix, _task.PlayMix),
            "demos" or "scenes" => Mix(options.DemoMix, _task.DemoMix),
            "rollouts" when policy is not null => Mix(options.DemoMix, _task.DemoMix),
            "rollouts" => throw ForewarnException.Of($"collect {_task.Name} rollouts", "no policy", "a policy package", "Pass --policy FOLDER.", ExitCode.Usage),
            _ => throw ForewarnException.Of($"collect {_task.Name} kind", options.Kind, "scenes, demos, play or rollouts", "Pass --kind.", ExitCode.Usage),
        };
        var scripts = new List<string>();
        double total = mix.Values.Sum(), share = 0;
        foreach (var (script, weight) in mix)
        {
            share += weight / total;
            while (scripts.Count < (int)Math.Round(share * options.Count)) scripts.Add(script);
        }
        var array = scripts.ToArray();
        _seeds.Stream($"{_task.Name}/{options.Kind}/scripts").Shuffle(array.AsSpan());
        return array;
    }

    private IReadOnlyDictionary<string, double> Mix(IReadOnlyDictionary<string, double> wanted, IReadOnlyDictionary<string, double> standing)
    {
        if (wanted.Count == 0) return standing;
        if (wanted.Keys.FirstOrDefault(k => !_task.PlayMix.ContainsKey(k)) is { } odd)
            throw ForewarnException.Of($"script of task '{_task.Name}'", $"'{odd}'", $"one of {string.Join(", ", _task.PlayMix.Keys)}",
                NearestName.Advice(odd, [.. _task.PlayMix.Keys]), ExitCode.Usage);
        return wanted;
    }
}
