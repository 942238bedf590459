using Forewarn.Core;

namespace Forewarn.Steering.Tests;

/// <summary>Likes the options that hold a place named in the wish, and has a weakness for the first slot.</summary>
internal sealed class FakeReader(Rig rig) : IWishReader
{
    /// <summary>One word is not known; another makes the reader refuse the wish.</summary>
    public IReadOnlyList<UnknownWord> Unknown(string wish) => wish.Contains("frobnicate") ? [new("frobnicate", [])] : [];

    public ValueTask<double[][]> ScoreAsync(
        string wish, IReadOnlyList<string> options, int[][] orders, CancellationToken deadline)
    {
        if (wish.Contains("xyzzy")) throw new ForewarnException("wish: found unknown words.", ExitCode.Usage);
        string[] wished = [.. Rig.Words.Where(wish.Contains)];
        double[] Row(int[] order)
        {
            var row = new double[options.Count + 1];
            for (int slot = 0; slot < order.Length; slot++)
                row[order[slot]] = (wished.Any(options[order[slot]].Contains) ? 4 : 0) + (slot == 0 ? 0.5 : 0);
            row[^1] = 2.5;
            return row;
        }
        return rig.Answer(rig.Reader, deadline,
            () => orders.Select(Row).ToArray(),
            () => orders.Select(o => Row(o).Select(_ => double.NaN).ToArray()).ToArray(),
            () => [[0, 0]]);
    }
}
