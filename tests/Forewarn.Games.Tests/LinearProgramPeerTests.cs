using Forewarn.Core;
using Forewarn.Games;
using Google.OrTools.LinearSolver;

namespace Forewarn.Games.Tests;

/// <summary>Our simplex against OR-Tools' GLOP, which gets the programs of the equilibria written down anew.</summary>
public sealed class LinearProgramPeerTests
{
    [Fact]
    public void Equilibria_of_random_games_are_worth_what_GLOP_says()
    {
        for (ulong n = 0; n < 200; n++)
        {
            var game = Draw(new SeedStream(3000 + n));
            Func<int, double> welfare = game.Welfare, first = a => game.Payoff(0, a);
            Same(n, Glop(game, welfare, coarse: false), Worth(CorrelatedEquilibrium.OfGreatestWelfare(game), welfare));
            Same(n, Glop(game, welfare, coarse: true), Worth(CorrelatedEquilibrium.CoarseOfGreatestWelfare(game), welfare));
            Same(n, Glop(game, first, coarse: false), Worth(CorrelatedEquilibrium.BestFor(game, 0), first));
        }
    }

    /// <summary>Programs of another shape: random rows, some of them equations, some limits negative.</summary>
    [Fact]
    public void Random_programs_have_the_optimum_that_GLOP_finds()
    {
        for (ulong n = 0; n < 200; n++)
        {
            var seed = new SeedStream(4000 + n);
            int size = 2 + seed.Next(6), rows = 1 + seed.Next(5);
            double[] costs = Row(seed, size), inside = [.. Enumerable.Range(0, size).Select(_ => seed.NextDouble())];
            var program = new LinearProgram(costs);
            using var solver = Solver.CreateSolver("GLOP");
            Variable[] x = [.. Enumerable.Range(0, size).Select(i => solver.MakeNumVar(0, double.PositiveInfinity, $"x{i}"))];
            for (int r = 0; r < rows; r++)
            {
                double[] row = Row(seed, size);
                double here = row.Zip(inside, (a, b) => a * b).Sum();
                bool equal = seed.Next(3) == 0;
                double limit = equal ? here : here + seed.NextDouble();
                if (equal) program.Equal(row, limit); else program.AtMost(row, limit);
                Add(solver, x, row, equal ? limit : double.NegativeInfinity, limit);
            }
            // A box keeps every objective bounded.
            program.AtMost([.. Enumerable.Repeat(1.0, size)], 10);
            Add(solver, x, [.. Enumerable.Repeat(1.0, size)], double.NegativeInfinity, 10);
            Same(n, Solve(solver, x, costs), Worth(program.Maximize(), i => costs[i]));
        }
    }

    private static double[] Row(SeedStream seed, int size) => [.. Enumerable.Range(0, size).Select(_ => seed.Uniform(-1, 1))];

    private static StageGame Draw(SeedStream seed)
    {
        var actions = seed.Next(3) == 0 ? new JointActions(2, 2, 1 + seed.Next(3)) : new JointActions(1 + seed.Next(4), 2 + seed.Next(3));
        var table = Enumerable.Range(0, actions.Agents * actions.Count).Select(_ => seed.Uniform(-3, 3)).ToArray();
        return new(actions, (i, a) => table[i * actions.Count + a]);
    }

    private static double Glop(StageGame game, Func<int, double> objective, bool coarse)
    {
        using var solver = Solver.CreateSolver("GLOP");
        var actions = game.Actions;
        Variable[] p = [.. Enumerable.Range(0, actions.Count).Select(a => solver.MakeNumVar(0, 1, $"p{a}"))];
        Add(solver, p, [.. Enumerable.Repeat(1.0, p.Length)], 1, 1);
        for (int i = 0; i < actions.Agents; i++)
            for (int instead = 0; instead < actions.Counts[i]; instead++)
                for (int told = 0; told < (coarse ? 1 : actions.Counts[i]); told++)
                    Add(solver, p, [.. Enumerable.Range(0, p.Length).Select(a =>
                        coarse || actions.Of(a, i) == told ? game.Payoff(i, actions.With(a, i, instead)) - game.Payoff(i, a) : 0)], double.NegativeInfinity, 0);
        return Solve(solver, p, [.. Enumerable.Range(0, p.Length).Select(objective)]);
    }

    private static void Add(Solver solver, Variable[] x, double[] row, double low, double high)
    {
        var constraint = solver.MakeConstraint(low, high);
        for (int i = 0; i < row.Length; i++) constraint.SetCoefficient(x[i], row[i]);
    }

    private static double Solve(Solver solver, Variable[] x, double[] costs)
    {
        for (int i = 0; i < x.Length; i++) solver.Objective().SetCoefficient(x[i], costs[i]);
        solver.Objective().SetMaximization();
        Assert.Equal(Solver.ResultStatus.OPTIMAL, solver.Solve());
        return solver.Objective().Value();
    }

    private static double Worth(double[] point, Func<int, double> cost) => point.Select((p, i) => p * cost(i)).Sum();

    private static void Same(ulong program, double theirs, double ours) =>
        Assert.True(Math.Abs(theirs - ours) <= 1e-8, $"program {program}: GLOP {theirs:R}, ours {ours:R}");
}
