namespace Forewarn.Learning.Reinforcement;

/// <summary>Says what transitions cost a constrained search, beside what they earn.</summary>
public interface ICostModel
{
    /// <summary>Writes the cost of every row, <c>[B]</c>, 0 or more.</summary>
    void Cost(TransitionBatch batch, Span<float> costs);
}
