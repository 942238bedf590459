using Forewarn.Core;

namespace Forewarn.Evaluation.Tests.Synthetic;

/// <summary>Reads a wish by its last word: options that contain it share nearly everything, else "none" wins.</summary>
internal sealed class KeywordReader : IWishReader
{
    /// <summary>A last word of capitals is not known.</summary>
    public IReadOnlyList<UnknownWord> Unknown(string wish) =>
        wish.Split(' ')[^1] is var word && word.Length > 0 && word.All(char.IsAsciiLetterUpper) ? [new(word, [])] : [];

    public ValueTask<double[][]> ScoreAsync(string wish, IReadOnlyList<string> options, int[][] orders, CancellationToken deadline)
    {
        string word = wish.Split(' ')[^1];
        if (word == "?") throw new ForewarnException("wish: found no words.");
        var fits = options.Select(o => o.Contains(word, StringComparison.Ordinal)).ToArray();
        double[] row = [.. fits.Select(f => Math.Log(f ? 0.9 : 0.01)), Math.Log(fits.Any(f => f) ? 0.05 : 0.9)];
        return new([.. orders.Select(_ => row)]);
    }
}
