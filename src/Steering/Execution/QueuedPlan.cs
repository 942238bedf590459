namespace Forewarn.Steering;

/// <summary>What a decision hands to the control tick; never changed after it was published.</summary>
/// <param name="Kind">What the tick is to do.</param>
/// <param name="Values"><c>[rows, A]</c>; empty unless there is a plan.</param>
/// <param name="Rows">Rows that may be executed.</param>
/// <param name="ObservedAt">Rows consumed in all when the decision's observation was taken.</param>
internal sealed record QueuedPlan(QueuedKind Kind, float[] Values, int Rows, long ObservedAt)
{
    public static readonly QueuedPlan Hold = new(QueuedKind.Hold, [], 0, 0);

    public static readonly QueuedPlan Stop = new(QueuedKind.Stop, [], 0, 0);
}
