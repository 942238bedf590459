using Forewarn.Core;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Policies;

/// <summary>
/// Planar targets seen from the object: x and y of a plan row are measured along the axes of the object where the eye sees
/// it, its yaw from the object's. There a grasp is the same numbers wherever the object stands, so that a policy of these
/// numbers needs no scene: it cannot learn one demonstration per scene by heart.
/// </summary>
/// <param name="X">Column of a plan row that holds x, m.</param>
/// <param name="Y">Column of y, m.</param>
/// <param name="Yaw">Column of the tool's yaw, rad.</param>
/// <param name="Center">Object position that is zero in the feature, x and y in m.</param>
/// <param name="Scale">Offset that is one in the feature, x and y in m.</param>
public sealed record PlanFrame(int X, int Y, int Yaw, IReadOnlyList<float> Center, IReadOnlyList<float> Scale)
{
    /// <summary>The frame of a task's plans, or null when they have no planar pose.</summary>
    public static PlanFrame? Of(ActionSpec spec, SceneEyeOptions eye)
    {
        int[] columns = [.. new[] { "x_m", "y_m", "yaw_rad" }.Select(name => spec.Names.ToList().IndexOf(name))];
        return columns.Contains(-1) ? null : new(columns[0], columns[1], columns[2], eye.Center, eye.Scale);
    }

    /// <param name="plans"><c>[N, T A]</c>, base frame.</param>
    /// <param name="features"><c>[N, 4]</c> as <see cref="SceneEye.Features"/> gives them.</param>
    /// <param name="width"><c>A</c>.</param>
    /// <returns><c>[N, T A]</c>, object frame.</returns>
    public Tensor ToObject(Tensor plans, Tensor features, int width)
    {
        using var scope = NewDisposeScope();
        var (x, y, cos, sin) = Pose(features);
        var columns = Columns(plans, width);
        var (dx, dy) = (columns[X] - x, columns[Y] - y);
        (columns[X], columns[Y]) = (cos * dx + sin * dy, cos * dy - sin * dx);
        columns[Yaw] = columns[Yaw] - Angle(cos, sin);
        return stack(columns, 2).reshape(plans.shape).MoveToOuterDisposeScope();
    }

    /// <summary>The way back.</summary>
    /// <param name="plans"><c>[N, T A]</c>, object frame.</param>
    /// <param name="features"><c>[N, 4]</c>, or <c>[1, 4]</c> for all.</param>
    /// <param name="width"><c>A</c>.</param>
    /// <returns><c>[N, T A]</c>, base frame.</returns>
    public Tensor ToBase(Tensor plans, Tensor features, int width)
    {
        using var scope = NewDisposeScope();
        var (x, y, cos, sin) = Pose(features);
        var columns = Columns(plans, width);
        var (u, v) = (columns[X], columns[Y]);
        (columns[X], columns[Y]) = (x + cos * u - sin * v, y + sin * u + cos * v);
        columns[Yaw] = columns[Yaw] + Angle(cos, sin);
        return stack(columns, 2).reshape(plans.shape).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// What the mean plan is linear in: the feature, and the products of position and direction in which the way from a
    /// fixed start appears when it is seen from the object.
    /// </summary>
    /// <param name="features"><c>[N, 4]</c>.</param>
    /// <returns><c>[N, 8]</c>.</returns>
    public static Tensor Regressors(Tensor features)
    {
        using var scope = NewDisposeScope();
        var (position, direction) = (features.narrow(1, 0, 2), features.narrow(1, 2, 2));
        return cat([features, position * direction, position * direction.flip(1)], 1).MoveToOuterDisposeScope();
    }

    private (Tensor X, Tensor Y, Tensor Cos, Tensor Sin) Pose(Tensor features)
    {
        var direction = features.narrow(1, 2, 2);
        direction = direction / direction.pow(2).sum(1, keepdim: true).sqrt();
        return (features.narrow(1, 0, 1) * Scale[0] + Center[0], features.narrow(1, 1, 1) * Scale[1] + Center[1],
            direction.narrow(1, 0, 1), direction.narrow(1, 1, 1));
    }

    private static Tensor[] Columns(Tensor plans, int width) => plans.view(plans.shape[0], -1, width).unbind(2);

    // atan(sin / (1 + cos)) is half the angle and needs no quadrant, up to half a turn; the runtime has no atan2.
    private static Tensor Angle(Tensor cos, Tensor sin) => 2 * (sin / (1 + cos)).atan();
}
