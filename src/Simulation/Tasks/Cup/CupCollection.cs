using Forewarn.Core;
using Forewarn.Simulation.Episodes;

namespace Forewarn.Simulation.Tasks.Cup;

/// <summary>Records cup episodes into a data set; resumable, and independent of the number of workers.</summary>
public sealed class CupCollection(CupCollectionOptions options, string command, IActionProposer? policy = null)
{
    private readonly SeedStreams _seeds = new(options.Seed);

    /// <param name="progress">Receives episodes done and wanted.</param>
    public void Run(string folder, Action<int, int>? progress = null, CancellationToken cancel = default)
    {
        bool scenes = options.Kind == "scenes";
        var scripts = Scripts();
        var header = new EpisodeHeader(scenes ? 1 : CupTask.Frames, CupTask.Cameras.Count, CupTask.ImageSize,
            CupTask.StateNames.Count, CupTask.PlanSteps, CupTask.PlanSpec.Width, command, options.Seed, "cup");
        using var writer = new EpisodeWriter(folder, header);
        int[] jobs = [.. Enumerable.Range(writer.Count, Math.Max(0, options.Count - writer.Count))];
        OrderedWorkers.Run(jobs, options.Workers, () => new CupEnvironment(options.Task), (environment, i) => Record(environment, i, scripts),
            (_, e) =>
            {
                writer.Append(e.Info, e.Frames, e.Plan, e.States);
                progress?.Invoke(writer.Count, options.Count);
            }, cancel);
    }

    internal SeedStream EpisodeSeed(int index) => _seeds.Stream($"cup/{options.Kind}", index);

    private sealed record Episode(EpisodeInfo Info, byte[] Frames, float[] Plan, float[] States);

    private Episode Record(CupEnvironment environment, int index, CupScript[] scripts)
    {
        var seed = EpisodeSeed(index);
        environment.Reset(seed.Child("scene"));
        var mug = environment.MugPose;
        var (source, name, plan) = Choose(environment, index, seed, scripts);
        int frames = options.Kind == "scenes" ? 1 : CupTask.Frames;
        var pixels = new byte[frames * CupTask.Cameras.Count * CupTask.ImageSize * CupTask.ImageSize * 3];
        var states = new float[frames * CupTask.StateNames.Count];
        var label = environment.Label;
        if (frames == 1) Keep(0);
        else label = PlanExecutor.Run(environment, plan, Keep);
        return new(new(seed.Key, source, name, label.Words, [(float)mug.X, (float)mug.Y, (float)mug.Yaw]), pixels, plan, states);

        void Keep(int frame)
        {
            var seen = environment.Observe();
            int size = seen.Images[0].Rgb.Length;
            for (int c = 0; c < seen.Images.Count; c++) seen.Images[c].Rgb.CopyTo(pixels, (frame * seen.Images.Count + c) * size);
            seen.State.CopyTo(states, frame * seen.State.Length);
        }
    }

    private (string Source, string Name, float[] Plan) Choose(CupEnvironment environment, int index, SeedStream seed, CupScript[] scripts)
    {
        if (options.Kind == "rollouts")
        {
            var proposals = policy!.ProposeAsync(new ObservationHistory(environment.Observe()), 1, seed.Child("proposals"), default);
            return ("policy", "sample", proposals.AsTask().GetAwaiter().GetResult().Plan(0).ToArray());
        }
        var script = scripts[index];
        return ("script", script.ToString(), new CupDemonstrator(options.Task).Plan(script, environment, seed.Child("script")));
    }

    /// <summary>Script of every episode: exact quotas in shuffled order, so the share of a mode is not left to chance.</summary>
    public CupScript[] Scripts()
    {
        var mix = options.Kind switch
        {
            "play" => options.PlayMix,
            "demos" or "scenes" => options.DemoMix,
            "rollouts" when policy is not null => options.DemoMix,
            "rollouts" => throw ForewarnException.Of("collect cup rollouts", "no policy", "a policy package", "Pass --policy FOLDER.", ExitCode.Usage),
            _ => throw ForewarnException.Of("collect cup kind", options.Kind, "scenes, demos, play or rollouts", "Pass --kind.", ExitCode.Usage),
        };
        var scripts = new List<CupScript>();
        double total = mix.Values.Sum(), share = 0;
        foreach (var (script, weight) in mix)
        {
            share += weight / total;
            while (scripts.Count < (int)Math.Round(share * options.Count)) scripts.Add(script);
        }
        var array = scripts.ToArray();
        _seeds.Stream($"cup/{options.Kind}/scripts").Shuffle(array.AsSpan());
        return array;
    }
}
