namespace Forewarn.Simulation.Tasks.Arm;

/// <summary>Scenes of the arm: one text for arm, gripper, table and cameras, and one per task for what stands on the table.</summary>
internal static class ArmScene
{
    private const string End = "</mujoco>";

    /// <summary>MJCF of the arm with the objects of a task; MuJoCo merges sections that occur twice.</summary>
    /// <param name="objects">Name of the task's scene file, without its ending.</param>
    public static string With(string objects)
    {
        string arm = SceneText.Of("arm"), task = SceneText.Of(objects);
        int from = task.IndexOf('>', task.IndexOf("<mujoco", StringComparison.Ordinal)) + 1;
        return arm[..arm.LastIndexOf(End, StringComparison.Ordinal)] + task[from..];
    }
}
