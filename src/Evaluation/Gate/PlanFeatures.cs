using Forewarn.Core;
using Forewarn.Steering;

namespace Forewarn.Evaluation.Gate;

/// <summary>
/// Numbers of a plan for a table learner: all rows as they are, and a window of rows counted from the moment the fingers
/// start to close, since grasps close at different times.
/// </summary>
public sealed class PlanFeatures
{
    private const int Before = 2, After = 8;

    private readonly ActionSpec _spec;
    private readonly int _x, _y, _yaw, _width;

    /// <exception cref="ForewarnException">
    /// The plan lacks <c>x_m</c>, <c>y_m</c>, <c>yaw_rad</c> or <c>width_m</c>.
    /// </exception>
    public PlanFeatures(ActionSpec spec)
    {
        _spec = spec;
        (_x, _y, _yaw, _width) = (Column("x_m"), Column("y_m"), Column("yaw_rad"), Column("width_m"));
    }

    /// <summary>Actions only: plan, closing window and first proprioception; nothing about the object.</summary>
    public float[] Actions(float[] plan, float[] state) => [.. plan, .. Window(plan), .. state];

    /// <summary>Pose and actions: as <see cref="Actions"/>, with the pose and the plan in the object's frame.</summary>
    public float[] PoseAndActions(float[] plan, float[] state, float[] pose)
    {
        var local = InFrame(plan, pose);
        return [.. Actions(plan, state), .. pose, .. local, .. Window(local)];
    }

    /// <summary>The plan with x, y and yaw relative to a planar pose (x, y, yaw), <c>[T, A]</c>.</summary>
    public float[] InFrame(ReadOnlySpan<float> plan, ReadOnlySpan<float> pose)
    {
        Shape.Require("pose", pose.Length, ("x, y, yaw", 3));
        var local = plan.ToArray();
        var (sin, cos) = MathF.SinCos(pose[2]);
        for (int row = 0; row < local.Length; row += _spec.Width)
        {
            float dx = local[row + _x] - pose[0], dy = local[row + _y] - pose[1];
            local[row + _x] = cos * dx + sin * dy;
            local[row + _y] = -sin * dx + cos * dy;
            local[row + _yaw] -= pose[2];
        }
        return local;
    }

    /// <summary>Rows around the one in which the fingers close.</summary>
    private float[] Window(float[] plan)
    {
        int steps = plan.Length / _spec.Width, closing = ClosingRow.Of(plan, _spec.Width, _width);
        var window = new float[(Before + After) * _spec.Width + 1];
        for (int i = 0; i < Before + After; i++)
        {
            int t = Math.Clamp(closing - Before + i, 0, steps - 1);
            plan.AsSpan(t * _spec.Width, _spec.Width).CopyTo(window.AsSpan(i * _spec.Width));
        }
        window[^1] = closing;
        return window;
    }

    private int Column(string name)
    {
        for (int i = 0; i < _spec.Width; i++) if (_spec.Names[i] == name) return i;
        throw ForewarnException.Of("plan columns", string.Join(", ", _spec.Names), $"one named '{name}'",
            "Give plans of absolute planar tool targets.");
    }
}
