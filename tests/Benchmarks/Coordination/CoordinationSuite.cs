using System.Globalization;
using Forewarn.Benchmarks.Reports;
using Forewarn.Benchmarks.Timing;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Forewarn.Games;
using Spectre.Console;

namespace Forewarn.Benchmarks.Coordination;

/// <summary><c>bench games</c>: what the best deviations of all agents cost, from 1e4 to 1e7 steps.</summary>
internal sealed class CoordinationSuite(Session session, int rounds, ulong seed)
{
    private const int Outcomes = 4, Sizes = 7;
    private const double Least = 1e4, Most = 1e7;

    public CoordinationBenchReport Run()
    {
        var machine = BenchMachine.Here();
        RegretCurve[] curves =
        [
            Curve("states, two agents", [4, 4], (steps, perPlace) => (20, (int)Math.Round(steps / perPlace / 20))),
            Curve("horizon, two agents", [4, 4], (steps, perPlace) => ((int)Math.Round(steps / perPlace / 20), 20)),
            Curve("states, three agents", [3, 3, 3], (steps, perPlace) => (10, (int)Math.Round(steps / perPlace / 10))),
        ];
        return new($"./forewarn bench games --rounds {rounds} --seed {seed}",
            session.Time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), machine, Outcomes, curves);
    }

    /// <param name="size">Horizon and states for a number of steps and the steps per place.</param>
    private RegretCurve Curve(string grows, int[] actions, Func<double, double, (int Horizon, int States)> size)
    {
        session.Terminal.Line($"timing: {grows}");
        var joint = new JointActions(actions);
        double perPlace = joint.Count * joint.Counts.Sum();
        var games = new List<(MarkovGame Game, Mediator Mediator)>();
        for (int n = 0; n < Sizes; n++)
        {
            var (horizon, states) = size(Least * Math.Pow(Most / Least, n / (Sizes - 1.0)), perPlace);
            games.Add(Draw(Math.Max(1, horizon), Math.Max(1, states), joint, new SeedStreams(seed).Stream(grows, n)));
        }
        double[] steps = [.. games.Select(g => g.Game.Horizon * g.Game.States * perPlace)];
        var costs = Duel.Fight([.. games.Select((g, n) => Contestant.Here($"{steps[n]}", () => Deviations(g.Game, g.Mediator)))], rounds);
        double[] slopes = [.. Enumerable.Range(0, rounds).Select(r => Slope(steps, [.. costs.Select(c => c[r].Cpu)]))];
        var slope = RatioInterval.Of(slopes, [.. slopes.Select(_ => 1.0)], new SeedStreams(seed).Stream("slopes " + grows));
        return new(grows, actions, slope, [.. games.Select((g, n) => Point(g.Game, g.Mediator, (long)steps[n], Cost.Median(costs[n]).Cpu))]);
    }

    private static RegretPoint Point(MarkovGame game, Mediator mediator, long steps, double cpu)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Deviations(game, mediator);
        double bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        return new(game.Horizon, game.States, steps, cpu, cpu * 1e6 / steps, bytes / game.Horizon / game.States);
    }

    private static void Deviations(MarkovGame game, Mediator mediator)
    {
        for (int agent = 0; agent < game.Agents; agent++) BestDeviation.Of(game, mediator, agent, DeviationClass.Swap);
    }

    private static double Slope(double[] steps, double[] costs)
    {
        double[] x = Array.ConvertAll(steps, Math.Log), y = Array.ConvertAll(costs, Math.Log);
        double meanX = x.Average(), meanY = y.Average();
        return x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / x.Sum(a => (a - meanX) * (a - meanX));
    }

    private static (MarkovGame, Mediator) Draw(int horizon, int states, JointActions actions, SeedStream draws)
    {
        var game = new MarkovGame(horizon, actions, [.. Enumerable.Repeat(1.0 / states, states)],
            (_, _) => [.. Shares(Outcomes, draws).Select(p => new Outcome(draws.Next(states), p))], (_, _, _) => draws.NextDouble());
        return (game, Mediator.Of(game, (_, _) => Shares(actions.Count, draws)));
    }

    private static double[] Shares(int count, SeedStream draws)
    {
        double[] weights = [.. Enumerable.Range(0, count).Select(_ => -Math.Log(1 - draws.NextDouble()))];
        double sum = weights.Sum();
        return [.. weights.Select(w => w / sum)];
    }

    public static void Show(Terminal terminal, CoordinationBenchReport report)
    {
        var table = new ResultTable("grows", "slope", "95 %", "steps:ns per step (bytes per state and step)");
        foreach (var curve in report.Curves)
            table.Add(curve.Reaches ? Color.Green : Color.Red, curve.Grows, Number(curve.Slope.Median, "F3"),
                $"[{Number(curve.Slope.Low, "F3")}, {Number(curve.Slope.High, "F3")}]",
                string.Join("  ", curve.Points.Select(p => $"{Number(p.Steps, "G2")}:{Number(p.NanosecondsPerStep, "F2")} ({Number(p.BytesPerStateStep, "F0")})")));
        table.Show(terminal);
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
