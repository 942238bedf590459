using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Policies;

/// <summary>
/// Plans of a kind, found without labels: k-means (Lloyd 1982) from centers that are picked farthest first, so the same
/// plans always give the same groups.
/// </summary>
internal static class PlanGroups
{
    private const int Rounds = 30;

    /// <param name="points"><c>[N, D]</c>.</param>
    /// <param name="count">Most groups, 1 to N.</param>
    /// <returns>Group of every point, <c>[N]</c>; some numbers may not occur.</returns>
    public static long[] Of(Tensor points, int count)
    {
        using var scope = NewDisposeScope();
        var centers = Farthest(points, count);
        long[] groups = [];
        for (int round = 0; round < Rounds; round++)
        {
            var nearest = cdist(points, centers).argmin(1);
            var found = nearest.data<long>().ToArray();
            if (groups.AsSpan().SequenceEqual(found)) break;
            groups = found;
            var member = nn.functional.one_hot(nearest, centers.shape[0]).to(points.dtype);
            var size = member.sum([0L]).unsqueeze(1);
            centers = where(size > 0, member.t().matmul(points) / size.clamp_min(1), centers);
        }
        return groups;
    }

    private static Tensor Farthest(Tensor points, int count)
    {
        using var scope = NewDisposeScope();
        var far = (points - points.mean([0], keepdim: true)).pow(2).sum(1);
        var chosen = new List<Tensor>();
        while (chosen.Count < count)
        {
            var center = points[far.argmax().ToInt64()];
            var distance = (points - center).pow(2).sum(1);
            far = chosen.Count == 0 ? distance : minimum(far, distance);
            chosen.Add(center);
        }
        return stack(chosen).MoveToOuterDisposeScope();
    }
}
