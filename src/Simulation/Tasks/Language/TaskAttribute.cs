namespace Forewarn.Simulation.Tasks.Language;

/// <summary>Something that every success has in one of two or more ways, and that a wish can demand.</summary>
/// <param name="Name">As labels have it, for example <c>speed</c>; also the slot of its words in frames.</param>
/// <param name="Values">Each with its words.</param>
/// <param name="Wishes">Clauses that demand a value, for example <c>{ask}move {speed}</c>.</param>
/// <param name="Question">Asks for the value of a plan; answered by the canonical word.</param>
public sealed record TaskAttribute(string Name, IReadOnlyList<AttributeValue> Values, SentenceFrames Wishes, string Question)
{
    /// <returns>Index of a value; the number of values for one that is not said or not demanded.</returns>
    public int IndexOf(string? value)
    {
        for (int i = 0; i < Values.Count; i++)
            if (Values[i].Name == value) return i;
        return Values.Count;
    }
}
