using Forewarn.Learning.Reinforcement;

namespace Forewarn.Learning.Constraints.Inverse;

/// <summary>What the state that a transition leads to costs, from the raw value that policies sense in their last column.</summary>
internal sealed class SensedCost(ConstraintModel constraint) : ICostModel
{
    public void Cost(TransitionBatch batch, Span<float> costs)
    {
        for (int b = 0; b < costs.Length; b++) costs[b] = (float)constraint.Cost(batch.NextStates[(b + 1) * batch.StateSize - 1]);
    }
}
