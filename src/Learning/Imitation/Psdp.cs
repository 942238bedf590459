using Forewarn.Core;
using Forewarn.Learning.Imitation.Tabular;
using Forewarn.Simulation.Worlds;

namespace Forewarn.Learning.Imitation;

/// <summary>
/// Policy search by dynamic programming (Bagnell et al. 2003) with exact values: from the last step backwards, in every state that episodes
/// may start from, the learner's best action given what it does later. States that no episode starts from are never improved, and act by
/// chance.
/// </summary>
public static class Psdp
{
    /// <param name="resets">Share of every state that search starts from, per step, <c>[T][S]</c> or longer.</param>
    /// <param name="actions">Actions that the learner has.</param>
    /// <exception cref="ForewarnException">Resets for fewer steps, or of another width.</exception>
    public static TabularPolicy Search(FiniteWorld world, IReadOnlyList<double[]> resets, IReadOnlyList<int> actions)
    {
        if (resets.Count < world.Horizon)
            throw ForewarnException.Of("resets", $"{resets.Count} steps", $"{world.Horizon}", "Give one distribution for every step.",
                ExitCode.Usage);
        var policy = TabularPolicy.Uniform(world, actions);
        var later = new double[world.States];
        for (int t = world.Horizon - 1; t >= 0; t--)
        {
            Shape.Require($"resets of step {t}", resets[t].Length, ("S", world.States));
            var now = new double[world.States];
            for (int s = 0; s < world.States; s++)
            {
                double best = double.NegativeInfinity, sum = 0;
                int chosen = actions[0];
                foreach (int a in actions)
                {
                    double value = world.Reward(s, a) + later[world.Next(s, a)];
                    sum += value;
                    if (value > best) (best, chosen) = (value, a);
                }
                bool searched = resets[t][s] > 0;
                if (searched) policy.Choose(t, s, chosen);
                now[s] = searched ? best : sum / actions.Count;
            }
            later = now;
        }
        return policy;
    }
}
