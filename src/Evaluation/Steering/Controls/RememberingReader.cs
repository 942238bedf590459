using Forewarn.Core;

namespace Forewarn.Evaluation.Steering;

/// <summary>
/// A reader that answers a presentation it has seen before from memory. The score of an order depends on the wish and on
/// the lines as they stand in it, so asking again in another call gives the same numbers and only costs time.
/// </summary>
public sealed class RememberingReader(IWishReader reader) : IWishReader
{
    private const int Most = 20_000;

    private readonly Dictionary<string, double[]> _bySlot = new(StringComparer.Ordinal);

    public IReadOnlyList<UnknownWord> Unknown(string wish) => reader.Unknown(wish);

    public async ValueTask<double[][]> ScoreAsync(
        string wish, IReadOnlyList<string> options, int[][] orders, CancellationToken deadline)
    {
        if (_bySlot.Count > Most) _bySlot.Clear();
        string[] keys = [.. orders.Select(o => string.Join('\n', o.Select(i => options[i]).Prepend(wish)))];
        int[][] missing = [.. orders.Where((_, p) => !_bySlot.ContainsKey(keys[p]))];
        if (missing.Length > 0)
        {
            var rows = await reader.ScoreAsync(wish, options, missing, deadline);
            for (int p = 0, m = 0; p < orders.Length; p++)
            {
                if (m == missing.Length || !ReferenceEquals(orders[p], missing[m])) continue;
                _bySlot[keys[p]] = [.. orders[p].Select(i => rows[m][i]), rows[m][^1]];
                m++;
            }
        }
        return [.. orders.Select((order, p) =>
        {
            var slots = _bySlot[keys[p]];
            var row = new double[options.Count + 1];
            for (int slot = 0; slot < order.Length; slot++) row[order[slot]] = slots[slot];
            row[^1] = slots[^1];
            return row;
        })];
    }
}
