using Forewarn.Core;

namespace Forewarn.Simulation.Tasks.Arm;

/// <summary>Turns rows of an absolute plan into the environment's displacements, from the commanded target.</summary>
public static class PlanExecutor
{
    /// <summary>Writes the action that moves the commanded target to <paramref name="row"/>.</summary>
    /// <param name="row">One plan row <c>[5]</c>: x, y, z, yaw, width.</param>
    /// <param name="action">Receives <c>[7]</c>.</param>
    public static void ToAction(ArmEnvironment environment, ReadOnlySpan<float> row, Span<float> action)
    {
        var c = environment.Command;
        action[0] = (float)(row[0] - c.X);
        action[1] = (float)(row[1] - c.Y);
        action[2] = (float)(row[2] - c.Z);
        action[3] = action[4] = 0;
        action[5] = (float)(row[3] - c.Yaw);
        action[6] = row[4] < ArmTask.SnapWidth ? 0 : row[4];
    }

    /// <summary>
    /// Executes a whole plan open loop.
    /// </summary>
    /// <param name="plan"><c>[40, 5]</c>.</param>
    /// <param name="onFrame">Called with the frame index at ticks 0, 2, ..., 40; null when nobody looks.</param>
    /// <param name="onRow">Called after every row with the number of rows executed, before a frame is taken.</param>
    public static void Run(ArmEnvironment environment, ReadOnlySpan<float> plan, Action<int>? onFrame = null,
        Action<int>? onRow = null)
    {
        int width = ArmTask.PlanSpec.Width;
        Shape.Require("plan", plan.Length, ("T", ArmTask.PlanSteps), ("A", width));
        onFrame?.Invoke(0);
        Rows(environment, plan, t =>
        {
            onRow?.Invoke(t);
            if (t % ArmTask.TicksPerFrame == 0) onFrame?.Invoke(t / ArmTask.TicksPerFrame);
            return true;
        });
    }

    /// <summary>Executes some rows, <c>[T, 5]</c>, from wherever the environment is.</summary>
    /// <param name="goOn">Called after every row with the number of rows executed; false ends it there.</param>
    public static void Rows(ArmEnvironment environment, ReadOnlySpan<float> rows, Func<int, bool>? goOn = null)
    {
        int width = ArmTask.PlanSpec.Width;
        Span<float> action = stackalloc float[7];
        for (int t = 0; t < rows.Length / width; t++)
        {
            ToAction(environment, rows.Slice(t * width, width), action);
            environment.Step(action);
            if (goOn is not null && !goOn(t + 1)) return;
        }
    }
}
