namespace Forewarn.Learning.Constraints.Latent;

/// <summary>A plan foreseen from one start: consecutive states of horizons 1, 2, ..., in a <see cref="LatentStates"/>.</summary>
/// <param name="First">Index of the state with horizon 1.</param>
/// <param name="Length">Steps.</param>
/// <param name="FromFirstLook">Whether nothing but the episode's first frame was seen.</param>
public readonly record struct LatentForesight(int First, int Length, bool FromFirstLook)
{
    /// <summary>All of some episodes, in order.</summary>
    public static IEnumerable<LatentForesight> Of(LatentStates states, Func<long, bool> episodes)
    {
        long episode = -1;
        for (int i = 0; i < states.Count; i++)
        {
            if (states.Horizons[i] != 1 || !episodes(states.Episodes[i])) continue;
            int length = 1;
            while (i + length < states.Count && states.Horizons[i + length] == length + 1) length++;
            yield return new(i, length, states.Episodes[i] != episode);
            episode = states.Episodes[i];
        }
    }
}
