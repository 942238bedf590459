using Forewarn.Core;
using Forewarn.Simulation.Tasks.Control.Linear;

namespace Forewarn.Simulation.Tests.Tasks.Control;

public sealed class RiccatiTests
{
    [Fact]
    public void A_scalar_has_the_gain_of_its_quadratic()
    {
        // a 1, b 1, q 1, r 1: P is the golden ratio, K = P / (1 + P).
        var task = Scalar(1, 1, noise: 0);
        var solution = Riccati.Solve(task);
        double golden = (1 + Math.Sqrt(5)) / 2;
        Assert.Equal(golden, solution.Cost[0, 0], 1e-12);
        Assert.Equal(golden / (1 + golden), solution.Gains[0, 0], 1e-12);
    }

    [Fact]
    public void The_cost_to_go_is_what_an_episode_costs()
    {
        var task = LinearQuadraticTask.Mass("quiet", 0.1, 1, 0.1, 0.1, scale: 50) with { StepLimit = 2000 };
        var solution = Riccati.Solve(task);
        using var world = new LinearQuadratic(task);
        world.ResetTo([1, -0.5]);
        var controller = solution.Controller(task);
        var state = new double[2];
        var action = new float[1];
        double cost = 0;
        for (int t = 0; t < 2000; t++)
        {
            world.Sense(state);
            controller.Act(state, action);
            cost -= world.Step(action).Reward;
        }
        double[,] p = solution.Cost;
        Assert.Equal(p[0, 0] - p[0, 1] + 0.25 * p[1, 1], cost, 1e-4);
    }

    [Fact]
    public void A_scalar_spreads_by_the_geometric_sum()
    {
        var task = Scalar(1, 1, noise: 0.5);
        Assert.Equal(0.25 / (1 - 0.64), Riccati.Covariance(task, new[,] { { 0.2 } })[0, 0], 1e-12);
    }

    [Fact]
    public void What_cannot_settle_is_refused()
    {
        var task = LinearQuadraticTask.DoubleIntegrator;
        Assert.Throws<ForewarnException>(() => Riccati.Covariance(task, new double[1, 2]));
        Assert.Throws<ForewarnException>(() => Riccati.Solve(Scalar(1.2, 0, noise: 0)));
    }

    [Fact]
    public void The_orbit_swings()
    {
        // The closed loop's roots are complex: it comes around.
        var gains = Riccati.Solve(LinearQuadraticTask.Orbit).Gains;
        double dt = LinearQuadraticTask.Orbit.Dt, trace = 2 - gains[0, 0] * dt * dt / 2 - gains[0, 1] * dt;
        double determinant = 1 - gains[0, 1] * dt + gains[0, 0] * dt * dt / 2;
        Assert.True(trace * trace < 4 * determinant);
        Assert.InRange(determinant, 0, 0.99);
    }

    /// <summary><c>x' = a x + b u</c> with costs of 1.</summary>
    private static LinearQuadraticTask Scalar(double a, double b, double noise) => new(
        "scalar", new[,] { { a } }, new[,] { { b } }, new[,] { { 1.0 } }, new[,] { { 1.0 } }, [noise], [1], 1, 1, 1);
}
