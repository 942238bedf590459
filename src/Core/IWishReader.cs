namespace Forewarn.Core;

/// <summary>Reads a wish and K options in text only and scores the options; it never sees latents or actions.</summary>
public interface IWishReader
{
    /// <summary>
    /// Words of the wish that this reader was not trained on. Its score of such a wish would be a guess: the person is asked instead.
    /// </summary>
    /// <returns>Empty where all are known, and for readers without a closed lexicon.</returns>
    /// <exception cref="ForewarnException">The wish is empty or too long (exit code usage).</exception>
    IReadOnlyList<UnknownWord> Unknown(string wish) => [];

    /// <summary>
    /// Scores the options under several presentation orders in one batch.
    /// </summary>
    /// <param name="options">One narration per mode, <c>[K]</c>.</param>
    /// <param name="orders"><c>[P][K]</c>; <c>orders[p][slot]</c> is the option shown in that slot.</param>
    /// <returns><c>[P][K + 1]</c> log-probabilities by option (not by slot); the last is "none of these".</returns>
    /// <exception cref="ForewarnException">The wish is empty, too long, or made of unknown words.</exception>
    ValueTask<double[][]> ScoreAsync(string wish, IReadOnlyList<string> options, int[][] orders, CancellationToken deadline);
}
