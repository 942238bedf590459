namespace Forewarn.Steering;

/// <summary>A verifier that asked and can be answered.</summary>
public interface IClarifiable
{
    /// <summary>
    /// Answers the question that was asked last about a wish; from then on the wish means what the answer says. Where the question was about
    /// words that nobody explained, the answer may also be the whole wish in other words.
    /// </summary>
    /// <returns>False where nothing was asked about this wish, or the answer names none of what was asked: read it as a new wish then.</returns>
    bool TryAnswer(string wish, string answer);

    /// <summary>Whether the wish has words that nobody explained so far: until then whatever is done about it would be a guess.</summary>
    /// <exception cref="Core.ForewarnException">The wish is empty or too long (exit code usage).</exception>
    bool IsOpen(string wish);
}
