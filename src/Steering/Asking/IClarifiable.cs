namespace Forewarn.Steering;

/// <summary>A verifier that asked and can be answered.</summary>
public interface IClarifiable
{
    /// <summary>Answers the question that was asked last about a wish; from then on the wish means what the answer says.</summary>
    /// <returns>False where nothing was asked about this wish, or the answer names none of what was asked: read it as a new wish then.</returns>
    bool TryAnswer(string wish, string answer);
}
