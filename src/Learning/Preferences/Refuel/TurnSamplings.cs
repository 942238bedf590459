using Forewarn.Core;

namespace Forewarn.Learning.Preferences;

/// <summary>Draws and shares of <see cref="TurnSampling"/>.</summary>
public static class TurnSamplings
{
    /// <returns>0 to <paramref name="turns"/> - 1.</returns>
    public static int Draw(this TurnSampling sampling, int turns, SeedStream seed) =>
        seed.Next(sampling == TurnSampling.Nested ? seed.Next(turns) + 1 : turns);

    /// <summary>Probability of every turn, <c>[turns]</c>; its inverse reweights pairs to the uniform objective.</summary>
    public static double[] Shares(this TurnSampling sampling, int turns)
    {
        var shares = new double[turns];
        for (int length = 1; length <= turns; length++)
            for (int turn = 0; turn < length; turn++) shares[turn] += 1.0 / (turns * length);
        return sampling == TurnSampling.Nested ? shares : [.. Enumerable.Repeat(1.0 / turns, turns)];
    }
}
