using Forewarn.Core;

namespace Forewarn.Learning.Preferences;

/// <summary>Labeled pairs: the chosen sample of pair i is row 2i, the rejected one row 2i + 1.</summary>
/// <param name="Rewards">Measured rewards, <c>[2N]</c>; 1 and 0 where only the order is known, equal for a tie.</param>
/// <param name="Behavior">
/// Log-probabilities under the policy that drew the samples, <c>[2N]</c>; null where nobody kept them, then the reference stands in.
/// </param>
public sealed record PairSet(SampleBatch Samples, double[] Rewards, double[]? Behavior = null) : IDisposable
{
    public int Count => Samples.Count / 2;

    /// <summary>Pairs i..: the rows of both sides, chosen first.</summary>
    public static int[] RowsOf(ReadOnlySpan<int> pairs)
    {
        var rows = new int[2 * pairs.Length];
        for (int i = 0; i < pairs.Length; i++) (rows[2 * i], rows[2 * i + 1]) = (2 * pairs[i], 2 * pairs[i] + 1);
        return rows;
    }

    /// <exception cref="ForewarnException">Odd number of rows, pairs across prompts, numbers that are not finite.</exception>
    public void Validate()
    {
        if (Samples.Count == 0 || Samples.Count % 2 != 0) throw Bad($"{Samples.Count} samples", "pairs");
        Shape.Require("pair rewards", Rewards.Length, ("2N", Samples.Count));
        for (int i = 0; i < Samples.Count; i += 2)
            if (Samples.Prompts[i] != Samples.Prompts[i + 1]) throw Bad($"pair {i / 2} of two prompts", "one prompt for both sides");
        if (Rewards.Any(r => !double.IsFinite(r))) throw Bad("a reward that is not finite", "numbers");
        if (Behavior is not null && (Behavior.Length != Samples.Count || Behavior.Any(b => !double.IsFinite(b))))
            throw Bad("behavior log-probabilities that are missing or not finite", $"{Samples.Count} numbers");
    }

    public void Dispose() => Samples.Dispose();

    private static ForewarnException Bad(string found, string wanted) =>
        ForewarnException.Of("preference pairs", found, wanted, "Validate the file first: forewarn data prefs validate.", ExitCode.Usage);
}
