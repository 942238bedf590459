using Forewarn.Core;
using Forewarn.Learning.Reinforcement;

namespace Forewarn.Learning.Imitation;

/// <summary>Some transitions of another source.</summary>
internal sealed class SubsetSource(ITransitionSource whole, int[] rows) : ITransitionSource
{
    public int Count => rows.Length;

    public int StateSize => whole.StateSize;

    public int ActionSize => whole.ActionSize;

    public void Draw(TransitionBatch batch, int from, int to, SeedStream seed)
    {
        for (int i = from; i < to; i++) Copy(seed.Next(Count), batch, i);
    }

    public void Copy(int index, TransitionBatch batch, int row) => whole.Copy(rows[index], batch, row);
}
