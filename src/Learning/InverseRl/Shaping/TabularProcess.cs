using Forewarn.Core;

namespace Forewarn.Learning.InverseRl.Shaping;

/// <summary>A decision process of tables, solved by value iteration with or without shaping: what shaping does to it, exactly.</summary>
/// <param name="next">P(s' | s, a), <c>[S, A, S]</c>.</param>
/// <param name="reward">r(s, a, s'), <c>[S, A, S]</c>.</param>
/// <param name="terminal">Where episodes end, <c>[S]</c>.</param>
public sealed class TabularProcess(double[,,] next, double[,,] reward, bool[] terminal, double gamma)
{
    public int States => next.GetLength(0);

    public int Actions => next.GetLength(1);

    /// <summary>The process that a deterministic step function describes, reward <paramref name="pay"/> on entering a terminal state.</summary>
    public static TabularProcess Of(int states, int actions, Func<int, int, int> step, bool[] terminal, double gamma, double pay = 1)
    {
        double[,,] next = new double[states, actions, states], reward = new double[states, actions, states];
        for (int s = 0; s < states; s++)
            for (int a = 0; a < actions; a++)
            {
                int to = step(s, a);
                next[s, a, to] = 1;
                reward[s, a, to] = terminal[to] ? pay : 0;
            }
        return new(next, reward, terminal, gamma);
    }

    /// <summary>Optimal action values, <c>[S, A]</c>, to within <paramref name="tolerance"/>; 0 in terminal states.</summary>
    /// <param name="potential">Phi, <c>[S]</c>; null without shaping. Counts as 0 in terminal states.</param>
    /// <exception cref="ForewarnException">A discount of 1 or more: values may not settle.</exception>
    public double[,] Values(double[]? potential = null, ShapingForm form = ShapingForm.Invariant, double tolerance = 1e-12)
    {
        if (gamma is < 0 or >= 1)
            throw ForewarnException.Of("discount", $"{gamma}", "0 to below 1", "Discount the future.", ExitCode.Usage);
        double[,] q = new double[States, Actions];
        double[] v = new double[States];
        for (double change = double.PositiveInfinity; change * gamma > tolerance * (1 - gamma);)
        {
            change = 0;
            for (int s = 0; s < States; s++)
                for (int a = 0; a < Actions && !terminal[s]; a++)
                {
                    double sum = 0;
                    for (int t = 0; t < States; t++)
                    {
                        if (next[s, a, t] == 0) continue;
                        double bonus = potential is null ? 0 : PotentialShaping.Term(form, gamma, potential[s], potential[t], terminal[t]);
                        sum += next[s, a, t] * (reward[s, a, t] + bonus + (terminal[t] ? 0 : gamma * v[t]));
                    }
                    change = Math.Max(change, Math.Abs(sum - q[s, a]));
                    q[s, a] = sum;
                }
            for (int s = 0; s < States; s++) v[s] = terminal[s] ? 0 : Best(q, s);
        }
        return q;
    }

    /// <summary>The largest value in a row.</summary>
    public static double Best(double[,] values, int state)
    {
        double best = values[state, 0];
        for (int a = 1; a < values.GetLength(1); a++) best = Math.Max(best, values[state, a]);
        return best;
    }

    /// <summary>Actions within <paramref name="tolerance"/> of the best one.</summary>
    public static int[] BestActions(double[,] values, int state, double tolerance = 1e-9) =>
        [.. Enumerable.Range(0, values.GetLength(1)).Where(a => values[state, a] >= Best(values, state) - tolerance)];
}
