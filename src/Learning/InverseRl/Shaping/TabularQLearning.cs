using Forewarn.Core;
using Forewarn.Simulation.Worlds;

namespace Forewarn.Learning.InverseRl.Shaping;

/// <summary>
/// Q-learning (Watkins 1989) of tables in a grid world, with shaping: the smallest learner whose speed a potential changes. Greedy
/// actions break ties at random. A time limit cuts an episode and is not an end.
/// </summary>
public sealed record TabularQLearning
{
    public int Episodes { get; init; } = 60;

    /// <summary>Time limit of an episode.</summary>
    public int Steps { get; init; } = 10;

    /// <summary>Learning rate.</summary>
    public double Alpha { get; init; } = 0.3;

    /// <summary>Probability of a random action.</summary>
    public double Epsilon { get; init; } = 0.1;

    public double Gamma { get; init; } = 0.99;

    public ShapingForm Form { get; init; } = ShapingForm.Invariant;

    /// <summary>Learns from nothing, every episode from a random cell.</summary>
    /// <param name="potential">Phi, <c>[S]</c>; empty without shaping.</param>
    /// <returns>Share of the episodes that reached the goal: the area under the learning curve.</returns>
    public double Area(GridWorld world, ReadOnlySpan<double> potential, SeedStream seed)
    {
        var q = new double[world.States * GridWorld.Actions];
        int reached = 0;
        for (int episode = 0; episode < Episodes; episode++)
        {
            int state = world.Start(seed);
            for (int step = 0; step < Steps && state != world.Goal; step++)
            {
                int action = Act(q.AsSpan(state * GridWorld.Actions, GridWorld.Actions), seed);
                int next = world.Next(state, action);
                bool ends = next == world.Goal;
                double target = ends ? 1 : Gamma * Largest(q.AsSpan(next * GridWorld.Actions, GridWorld.Actions));
                if (!potential.IsEmpty) target += PotentialShaping.Term(Form, Gamma, potential[state], potential[next], ends, step == 0);
                ref double value = ref q[state * GridWorld.Actions + action];
                value += Alpha * (target - value);
                state = next;
            }
            if (state == world.Goal) reached++;
        }
        return (double)reached / Episodes;
    }

    private int Act(ReadOnlySpan<double> values, SeedStream seed)
    {
        if (seed.NextDouble() < Epsilon) return seed.Next(values.Length);
        double best = Largest(values);
        int ties = 0;
        foreach (double v in values) if (v == best) ties++;
        int chosen = seed.Next(ties), action = 0;
        while (values[action] != best || chosen-- > 0) action++;
        return action;
    }

    private static double Largest(ReadOnlySpan<double> values)
    {
        double best = values[0];
        foreach (double v in values) best = Math.Max(best, v);
        return best;
    }
}
