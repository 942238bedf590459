using Forewarn.Core;
using Forewarn.Learning.Reinforcement;

namespace Forewarn.Learning.Imitation;

/// <summary>Some transitions of another source.</summary>
internal sealed class SubsetSource(ITransitionSource whole, int[] rows) : ITransitionSource
{
    public int Count => rows.Length;

    public int StateSize => whole.StateSize;

    public int ActionSize => whole.ActionSize;

    public void Copy(int index, TransitionBatch batch, int row) => whole.Copy(rows[index], batch, row);
}
