using Forewarn.Simulation.Worlds;

namespace Forewarn.Learning.Imitation.Tabular;

/// <summary>
/// Behavior cloning where everything can be counted: in states that the expert visits, its action probabilities among those that the learner
/// has; where none is left, and in all other states, any action alike.
/// </summary>
public static class TabularCloning
{
    /// <param name="actions">Actions that the learner has.</param>
    public static TabularPolicy Of(TabularPolicy expert, IReadOnlyList<int> actions)
    {
        FiniteWorld world = expert.World;
        var clone = TabularPolicy.Uniform(world, actions);
        double[][] visits = expert.Visits();
        var row = new double[world.Actions];
        for (int t = 0; t < world.Horizon; t++)
            for (int s = 0; s < world.States; s++)
            {
                if (visits[t][s] == 0) continue;
                Array.Clear(row);
                double left = 0;
                foreach (int a in actions) left += row[a] = expert.At(t, s)[a];
                if (left == 0) continue;
                foreach (int a in actions) row[a] /= left;
                clone.Mix(t, s, row);
            }
        return clone;
    }
}
