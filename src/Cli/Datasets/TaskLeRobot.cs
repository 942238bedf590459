using Forewarn.Core;
using Forewarn.Recording.LeRobot;
using Forewarn.Simulation.Episodes;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Language;

namespace Forewarn.Cli.Datasets;

/// <summary>
/// Recorded episodes of a task of the arm as LeRobot features. A frame covers several rows of the plan: <c>action</c> is the one it ends
/// with, <c>plan.rows</c> are all of them, so that the whole plan can be had back.
/// </summary>
internal static class TaskLeRobot
{
    /// <summary>True pose of what the plan is aimed at, at the start; for labels only. It has the name that the first task gave it.</summary>
    public const string ObjectPose = "scene.mug_pose";

    public const string Robot = "simulated_arm";

    public static int Fps { get; } = (int)(ArmTask.PlanSpec.RateHz / ArmTask.TicksPerFrame);

    /// <param name="rows">Plan rows that a frame covers.</param>
    /// <param name="size">Height and width of a picture.</param>
    public static LeRobotFeature[] Features(int rows, int size) =>
    [
        .. ArmTask.Cameras.Select(c => LeRobotFeature.Camera(LeRobotNames.Camera(c), size, size)),
        LeRobotFeature.Floats(LeRobotNames.State, ArmTask.StateNames),
        LeRobotFeature.Floats(LeRobotNames.Action, ArmTask.PlanSpec.Names),
        LeRobotFeature.Floats(LeRobotNames.PlanRows, Enumerable.Range(0, rows).SelectMany(row => ArmTask.PlanSpec.Names.Select(n => $"t{row}.{n}"))),
        LeRobotFeature.Floats(ObjectPose, ["x_m", "y_m", "yaw_rad"]),
    ];

    /// <param name="store">Recorded episodes.</param>
    /// <param name="folder">New data set.</param>
    /// <param name="episodes">Which of them, in this order.</param>
    /// <param name="progress">Receives episodes done and wanted.</param>
    /// <exception cref="ForewarnException">The recording is of another task, or the folder cannot be written.</exception>
    public static void Write(EpisodeStore store, string folder, IReadOnlyList<int> episodes, Action<int, int> progress, CancellationToken cancel)
    {
        RequireArm(store);
        var language = TaskLanguages.Find(store.Task);
        int rows = store.Frames == 1 ? store.PlanSteps : store.PlanSteps / (store.Frames - 1);
        using var writer = new LeRobotWriter(folder, new(Fps, Features(rows, store.Size)) { RobotType = Robot });
        for (int i = 0; i < episodes.Count; i++)
        {
            cancel.ThrowIfCancellationRequested();
            string task = language.Canonical(store.Info(episodes[i]).Label);
            for (int frame = 0; frame < store.Frames; frame++) writer.AddFrame(task, Frame(store, episodes[i], frame, rows));
            writer.CloseEpisode();
            progress(i + 1, episodes.Count);
        }
        writer.Complete();
    }

    private static Dictionary<string, Array> Frame(EpisodeStore store, int episode, int frame, int rows)
    {
        int width = store.PlanWidth, picture = store.Size * store.Size * 3;
        var plan = store.Plan(episode);
        var covered = new float[rows * width];
        for (int row = 0; row < rows; row++)
        {
            // Behind the end of the plan its last row holds: the targets are absolute.
            int from = Math.Min(frame * rows + row, store.PlanSteps - 1);
            plan.Slice(from * width, width).CopyTo(covered.AsSpan(row * width));
        }
        var pixels = new byte[store.Cameras * picture];
        store.ReadFrame(episode, frame, pixels);
        var values = new Dictionary<string, Array>
        {
            [LeRobotNames.State] = store.States(episode).Slice(frame * store.StateSize, store.StateSize).ToArray(),
            [LeRobotNames.Action] = covered[^width..],
            [LeRobotNames.PlanRows] = covered,
            [ObjectPose] = store.Info(episode).ObjectPose,
        };
        for (int c = 0; c < store.Cameras; c++)
            values[LeRobotNames.Camera(ArmTask.Cameras[c])] = PngWriter.Encode(pixels.AsSpan(c * picture, picture), store.Size, store.Size);
        return values;
    }

    private static void RequireArm(EpisodeStore store)
    {
        if (store.Cameras == ArmTask.Cameras.Count && store.StateSize == ArmTask.StateNames.Count && store.PlanWidth == ArmTask.PlanSpec.Width)
            return;
        throw ForewarnException.Of($"data set {store.Folder}",
            $"{store.Cameras} cameras, states of {store.StateSize}, plans of {store.PlanWidth}",
            $"{ArmTask.Cameras.Count}, {ArmTask.StateNames.Count} and {ArmTask.PlanSpec.Width}, as tasks of the arm have them",
            "Only recordings of tasks of the arm can be converted.", ExitCode.Usage);
    }
}
