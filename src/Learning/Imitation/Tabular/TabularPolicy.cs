using Forewarn.Simulation.Worlds;

namespace Forewarn.Learning.Imitation.Tabular;

/// <summary>Probabilities of actions for every step and state of a <see cref="FiniteWorld"/>.</summary>
public sealed class TabularPolicy(FiniteWorld world)
{
    private readonly double[] _probabilities = new double[world.Horizon * world.States * world.Actions];

    public FiniteWorld World => world;

    /// <summary>Probabilities at step <paramref name="t"/> in <paramref name="state"/>, <c>[A]</c>.</summary>
    public ReadOnlySpan<double> At(int t, int state) => Row(t, state);

    /// <summary>Plays <paramref name="action"/> for sure.</summary>
    public void Choose(int t, int state, int action)
    {
        var row = Row(t, state);
        row.Clear();
        row[action] = 1;
    }

    /// <summary>Plays the given distribution, <c>[A]</c>.</summary>
    public void Mix(int t, int state, ReadOnlySpan<double> probabilities)
    {
        Core.Shape.Require("probabilities", probabilities.Length, ("A", world.Actions));
        probabilities.CopyTo(Row(t, state));
    }

    /// <summary>Plays any of <paramref name="actions"/> alike.</summary>
    public void Spread(int t, int state, IReadOnlyList<int> actions)
    {
        var row = Row(t, state);
        row.Clear();
        foreach (int action in actions) row[action] = 1.0 / actions.Count;
    }

    /// <summary>Everywhere any of <paramref name="actions"/> alike.</summary>
    public static TabularPolicy Uniform(FiniteWorld world, IReadOnlyList<int> actions)
    {
        var policy = new TabularPolicy(world);
        for (int t = 0; t < world.Horizon; t++)
            for (int s = 0; s < world.States; s++) policy.Spread(t, s, actions);
        return policy;
    }

    /// <summary>The same rule at every step.</summary>
    public static TabularPolicy Of(FiniteWorld world, Func<int, int> action)
    {
        var policy = new TabularPolicy(world);
        for (int t = 0; t < world.Horizon; t++)
            for (int s = 0; s < world.States; s++) policy.Choose(t, s, action(s));
        return policy;
    }

    /// <summary>Share of every state at every step, <c>[T + 1][S]</c>.</summary>
    public double[][] Visits()
    {
        var visits = new double[world.Horizon + 1][];
        visits[0] = new double[world.States];
        visits[0][world.Start] = 1;
        for (int t = 0; t < world.Horizon; t++)
        {
            visits[t + 1] = new double[world.States];
            for (int s = 0; s < world.States; s++)
            {
                if (visits[t][s] == 0) continue;
                for (int a = 0; a < world.Actions; a++) visits[t + 1][world.Next(s, a)] += visits[t][s] * At(t, s)[a];
            }
        }
        return visits;
    }

    /// <summary>Expected return from the start.</summary>
    public double Value()
    {
        double sum = 0;
        double[][] visits = Visits();
        for (int t = 0; t < world.Horizon; t++)
            for (int s = 0; s < world.States; s++)
            {
                if (visits[t][s] == 0) continue;
                for (int a = 0; a < world.Actions; a++) sum += visits[t][s] * At(t, s)[a] * world.Reward(s, a);
            }
        return sum;
    }

    private Span<double> Row(int t, int state) => _probabilities.AsSpan((t * world.States + state) * world.Actions, world.Actions);
}
