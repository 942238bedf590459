using Forewarn.Core;
using Forewarn.Simulation.MuJoCo;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Cup;

namespace Forewarn.Simulation.Tests.Tasks.Cup;

/// <summary>The arm goes where it is told: a plan's centimeters are the tool's, not the servos'.</summary>
public class CupServoTests
{
    private const int Joints = 7, ApproachRows = 20;
    private static readonly SeedStreams Seeds = new(17);

    [Theory]
    [InlineData(CupScript.Handle)]
    [InlineData(CupScript.RimRight)]
    [InlineData(CupScript.Body)]
    public void TheToolFollowsItsCommandAndComesToRestOnIt(CupScript script)
    {
        using var environment = new CupEnvironment();
        for (int episode = 0; episode < 5; episode++)
        {
            environment.Reset(Seeds.Stream("scene", episode));
            var plan = new CupDemonstrator(new()).Plan(script, environment, Seeds.Stream("script", episode));
            for (int t = 0; t < ApproachRows; t++)
            {
                Execute(environment, plan, t);
                var (plane, height) = Off(environment);
                // On the move the tool comes a hundredth of a second late.
                Assert.True(plane < 0.0015 && height < 0.0025, $"episode {episode}, row {t}: {1000 * plane} and {1000 * height} mm");
            }
            for (int t = 0; t < 5; t++) Execute(environment, plan, ApproachRows - 1);
            var rest = Off(environment);
            Assert.True(rest.Plane < 1e-4 && rest.Height < 1e-4, $"episode {episode}: {1000 * rest.Plane} and {1000 * rest.Height} mm");
            Assert.Equal(Math.Sin(environment.Command.Yaw), environment.State()[18], 1e-3);
        }
    }

    [Fact]
    public void ServosSettleWithoutChattering()
    {
        using var model = MujocoModel.LoadXml(ArmScene.With("cup"));
        using var data = new MujocoData(model);
        double[] home = [0, -0.3, 0, -2.2, 0, 1.9, 0.785];
        for (int i = 0; i < Joints; i++) (data.Qpos[i], data.Ctrl[i]) = (home[i], home[i] + (i % 2 == 0 ? 0.05 : -0.05));
        data.Forward();
        var turns = new int[Joints];
        var last = new double[Joints];
        for (int step = 0; step < 1000; step++)
        {
            data.QfrcBias[..9].CopyTo(data.QfrcApplied);
            data.Step(1);
            for (int i = 0; i < Joints; i++)
            {
                if (data.Qvel[i] * last[i] < 0 && Math.Abs(data.Qvel[i]) > 1e-3) turns[i]++;
                last[i] = data.Qvel[i];
            }
        }
        // Two seconds, a thousand steps: a velocity may overshoot, not alternate.
        Assert.All(turns, n => Assert.InRange(n, 0, 10));
        // Friction of 0.1 Nm leaves a servo of 800 Nm/rad that far off at most.
        for (int i = 0; i < Joints; i++) Assert.Equal(data.Ctrl[i], data.Qpos[i], 2e-4);
    }

    private static void Execute(CupEnvironment environment, float[] plan, int row)
    {
        Span<float> action = stackalloc float[7];
        PlanExecutor.ToAction(environment, plan.AsSpan(row * 5, 5), action);
        environment.Step(action);
    }

    /// <summary>Distance of the tool from its command in the table plane and in height, m.</summary>
    private static (double Plane, double Height) Off(CupEnvironment environment)
    {
        var wanted = environment.Command;
        var found = environment.State();
        return (Math.Sqrt(Math.Pow(found[15] - wanted.X, 2) + Math.Pow(found[16] - wanted.Y, 2)), Math.Abs(found[17] - wanted.Z));
    }
}
