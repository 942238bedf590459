using Forewarn.Core;
using Forewarn.Learning.Reinforcement;

namespace Forewarn.Learning.Tests.InverseRl.Rewards;

/// <summary>Hands out its transitions one after the other instead of at random, so that a test knows what was drawn.</summary>
internal sealed class InOrder(ITransitionSource source) : ITransitionSource
{
    private int _next;

    public int Count => source.Count;

    public int StateSize => source.StateSize;

    public int ActionSize => source.ActionSize;

    public void Draw(TransitionBatch batch, int from, int to, SeedStream seed)
    {
        for (int i = from; i < to; i++) source.Copy(_next++ % Count, batch, i);
    }

    public void Copy(int index, TransitionBatch batch, int row) => source.Copy(index, batch, row);
}
