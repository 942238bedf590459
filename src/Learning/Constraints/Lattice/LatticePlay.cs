using Forewarn.Core;
using Forewarn.Reachability.Systems;

namespace Forewarn.Learning.Constraints.Lattice;

/// <summary>
/// Episodes on the lattice: a nominal driver holds a randomly drawn turn for some steps, and a least restrictive filter changes a turn that would
/// lead into a forbidden set, where any other turn does not. Experts are filtered by the tube, learners by what they have learned so far.
/// </summary>
internal static class LatticePlay
{
    /// <summary>Steps of an episode.</summary>
    public const int Length = 40;

    /// <summary>Longest time a nominal turn is held.</summary>
    private const int LongestHold = 8;

    /// <param name="forbidden"><c>[States]</c>.</param>
    /// <param name="starts">States that episodes may start from.</param>
    /// <param name="visits">Counts every state that was met, <c>[States]</c>.</param>
    /// <returns>Share of all steps that ended in the failure set.</returns>
    public static double Run(LatticeCar car, bool[] forbidden, IReadOnlyList<int> starts, int episodes, int[] visits, SeedStream seed)
    {
        long failures = 0, steps = 0;
        for (int e = 0; e < episodes; e++)
        {
            var stream = seed.Child("episode", e);
            int state = starts[stream.Next(starts.Count)], wanted = 0;
            visits[state]++;
            for (int t = 0, hold = 0; t < Length; t++, hold--)
            {
                if (hold == 0) (wanted, hold) = (stream.Next(car.Actions.Count), 1 + stream.Next(LongestHold));
                state = car.Next(state, Filtered(car, forbidden, state, wanted));
                if (state < 0) break;
                visits[state]++;
                steps++;
                failures += LatticeCar.IsFailure(state) ? 1 : 0;
            }
        }
        return (double)failures / steps;
    }

    private static int Filtered(LatticeCar car, bool[] forbidden, int state, int wanted)
    {
        if (IsFree(wanted)) return wanted;
        for (int a = 0; a < car.Actions.Count; a++)
            if (IsFree(a)) return a;
        return wanted;

        bool IsFree(int action) => car.Next(state, action) is var next && (next < 0 || !forbidden[next]);
    }
}
