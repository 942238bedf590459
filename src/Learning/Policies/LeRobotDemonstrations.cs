using Forewarn.Core;
using Forewarn.Recording.LeRobot;

namespace Forewarn.Learning.Policies;

/// <summary>
/// Demonstrations from a LeRobot data set: the pictures of an episode's first frame, and the plan that was played from
/// it. The plan is put together from <c>plan.rows</c>, or from <c>action</c> where there is one for each row.
/// </summary>
/// <remarks>Poses of the object are not known (NaN): they would train perception, and a policy does not use them.</remarks>
public static class LeRobotDemonstrations
{
    /// <param name="folder">The data set.</param>
    /// <param name="spec">What a plan row is.</param>
    /// <param name="steps">T, the rows of a plan; an episode may go on after it.</param>
    /// <param name="cameras">Names of the cameras, in the policy's order.</param>
    /// <param name="size">Height and width of their pictures.</param>
    /// <exception cref="ForewarnException">A feature is missing or of another size, or an episode is too short.</exception>
    public static DemonstrationSet Load(string folder, ActionSpec spec, int steps, IReadOnlyList<string> cameras, int size)
    {
        using var reader = LeRobotReader.Open(folder);
        string[] views = [.. cameras.Select(LeRobotNames.Camera)];
        foreach (string view in views) RequirePictures(reader, view, size);
        string actions = ActionFeature(reader, spec);
        int picture = size * size * 3, count = reader.Episodes.Count, plan = steps * spec.Width;
        if ((long)count * views.Length * picture > Array.MaxLength)
            throw Unfit(reader, $"{count} episodes", "as many as memory holds", "Take a part with `forewarn data convert --episodes`.");
        var pictures = new byte[count * views.Length * picture];
        var plans = new float[count * plan];
        for (int e = 0; e < count; e++)
        {
            var episode = reader.ReadEpisode(e, [actions, .. views]);
            var rows = episode[actions].As<float>();
            if (rows.Length < plan)
                throw Unfit(reader, $"{rows.Length / spec.Width} plan rows in episode {episode.Info.Index}", $"{steps} at least", "Leave the episode out.");
            rows[..plan].CopyTo(plans.AsSpan(e * plan));
            for (int c = 0; c < views.Length; c++)
            {
                byte[] rgb = PngReader.Decode(episode[views[c]].As<byte[]>()[0]).ToRgb();
                Shape.Require($"'{views[c]}' of episode {episode.Info.Index}", rgb.Length, ("H", size), ("W", size), ("rgb", 3));
                rgb.CopyTo(pictures, (e * views.Length + c) * picture);
            }
        }
        var poses = new float[count * 3];
        Array.Fill(poses, float.NaN);
        return new(new SceneSet(pictures, poses, views.Length, size), plans, spec);
    }

    private static void RequirePictures(LeRobotReader reader, string name, int size)
    {
        var feature = reader.Info.Find(name);
        if (feature is not { IsImage: true } || !feature.Shape.Take(2).SequenceEqual([size, size]))
            throw Unfit(reader, feature is null ? $"no feature '{name}'" : $"'{name}' of {feature.Dtype} [{string.Join(", ", feature.Shape)}]",
                $"image [{size}, {size}, 3]", "Record the camera at this size, as images.");
    }

    private static string ActionFeature(LeRobotReader reader, ActionSpec spec)
    {
        if (reader.Info.Find(LeRobotNames.PlanRows) is { Dtype: "float32" } rows && rows.Width % spec.Width == 0) return LeRobotNames.PlanRows;
        var action = reader.Info.Find(LeRobotNames.Action);
        if (action is { Dtype: "float32" } && action.Width == spec.Width && reader.Info.Fps == spec.RateHz) return LeRobotNames.Action;
        string found = action is null ? "no action" : $"actions {action.Dtype} [{string.Join(", ", action.Shape)}]";
        throw Unfit(reader, $"{found} at {reader.Info.Fps} fps",
            $"float32 [{spec.Width}] ({string.Join(", ", spec.Names)}) at {spec.RateHz} fps, or '{LeRobotNames.PlanRows}'", "Use a data set of this task.");
    }

    private static ForewarnException Unfit(LeRobotReader reader, string found, string wanted, string fix) =>
        ForewarnException.Of($"data set '{reader.Folder}'", found, wanted, fix, ExitCode.Usage);
}
