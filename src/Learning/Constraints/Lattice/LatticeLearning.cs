using Forewarn.Core;
using Forewarn.Reachability.Systems;

namespace Forewarn.Learning.Constraints.Lattice;

/// <summary>
/// Inverse constraint learning in a table: what the learner meets more than twice as often as the expert becomes forbidden, all rounds counted
/// together (follow the leader). Nothing tells it about the failure set or the tube.
/// </summary>
internal static class LatticeLearning
{
    private const int Rounds = 6;

    /// <param name="episodes">Per round and side.</param>
    /// <returns>The learned set, <c>[States]</c>, and the visits of both sides.</returns>
    public static (bool[] Forbidden, int[] Expert, int[] Learner) Run(LatticeCar car, int episodes, SeedStream seed)
    {
        bool[] tube = car.Tube(), forbidden = new bool[LatticeCar.States];
        int[] starts = Starts(tube);
        int[] expert = new int[LatticeCar.States], learner = new int[LatticeCar.States];
        for (int round = 0; round < Rounds; round++)
        {
            LatticePlay.Run(car, tube, starts, episodes, expert, seed.Child("expert", round));
            LatticePlay.Run(car, forbidden, starts, episodes, learner, seed.Child("learner", round));
            for (int s = 0; s < forbidden.Length; s++) forbidden[s] = learner[s] > 2 * expert[s];
        }
        return (forbidden, expert, learner);
    }

    /// <summary>Episodes start where failure can still be avoided: an expert starts nowhere else.</summary>
    public static int[] Starts(bool[] tube) => [.. Enumerable.Range(0, tube.Length).Where(s => !tube[s])];
}
