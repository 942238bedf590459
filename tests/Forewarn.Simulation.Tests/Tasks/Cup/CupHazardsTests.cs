using Forewarn.Core;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Cup;

namespace Forewarn.Simulation.Tests.Tasks.Cup;

public class CupHazardsTests
{
    private const int Width = 5, Approach = 11;

    private static readonly SeedStreams Seeds = new(37);

    [Theory]
    [InlineData(24)]
    [InlineData(28)]
    [InlineData(40)]
    public void AStrokeKeepsTheApproachAndMovesNoFasterThanPlansMay(int row)
    {
        using var environment = new CupEnvironment();
        for (int i = 0; i < 20; i++)
        {
            environment.Reset(Seeds.Stream("scene", i));
            float[] plan = new CupDemonstrator(new()).Plan(CupScript.Body, environment, Seeds.Stream("plan", i));
            float[] stroke = CupHazards.Stroke(plan, row, Seeds.Stream("stroke", i));
            Assert.Equal(plan[..(Approach * Width)], stroke[..(Approach * Width)]);
            Assert.Equal(stroke, CupHazards.Stroke(plan, row, Seeds.Stream("stroke", i)));
            for (int t = Approach; t < ArmTask.PlanSteps; t++)
                for (int c = 0; c < 3; c++)
                    Assert.True(Math.Abs(stroke[t * Width + c] - stroke[(t - 1) * Width + c]) <= 0.1f, $"row {t}, column {c}");
        }
    }

    [Fact]
    public void AroundTheRowSomeMugsLieSomeFallAndSomeStand()
    {
        using var environment = new CupEnvironment();
        int failing = 0, doomed = 0, safe = 0;
        for (int i = 0; i < 24; i++)
        {
            environment.Reset(Seeds.Stream("scene", i));
            float[] plan = new CupDemonstrator(new()).Plan(CupScript.Body, environment, Seeds.Stream("plan", i));
            PlanExecutor.Rows(environment, CupHazards.Stroke(plan, ArmTask.PlanSteps, Seeds.Stream("stroke", i)));
            var doom = CupFallbacks.Judge(environment);
            if (doom.Failing) failing++;
            else if (doom.Doomed) doomed++;
            else safe++;
        }
        Assert.True(failing > 0 && doomed > 0 && safe > 0, $"{failing} lie, {doomed} fall, {safe} stand");
    }

    [Fact]
    public void RowsOutsideOfThePlanAreRefused()
    {
        var plan = new float[ArmTask.PlanSteps * Width];
        Assert.Throws<ForewarnException>(() => CupHazards.Stroke(plan, 23, new(1)));
        Assert.Throws<ForewarnException>(() => CupHazards.Stroke(plan, 41, new(1)));
        Assert.Throws<ForewarnException>(() => CupHazards.Stroke(plan.AsSpan(5), 40, new(1)));
    }
}
