using Forewarn.Reachability.Grids;
using Forewarn.Reachability.Problems;
using Forewarn.Reachability.Solving;

namespace Forewarn.Reachability.Tests.Solving;

[Collection(MemoryCollection.Name)]
public sealed class StepMemoryTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Steps_allocate_nothing(int threads)
    {
        var problem = ProblemCatalog.Of("dubins", new Dictionary<string, double> { ["disturbance_rad_s"] = 0.3 });
        var grid = new Grid([.. problem.Axes.Select(a => a with { Count = a.Boundary == Boundary.Periodic ? 16 : 17 })]);
        using var stages = AvoidSolver.Stages(grid, problem.Dynamics, AvoidSolver.Margins(grid, problem.Margin), new() { Threads = threads });
        for (int k = 0; k < 50; k++) stages.Advance(1e-3);
        long least = long.MaxValue;
        // The runtime's own threads allocate too: the least of some tries is this one's.
        for (int k = 0; k < 20; k++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int s = 0; s < 10; s++) stages.Advance(1e-3);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }
        Assert.Equal(0, least);
    }
}
