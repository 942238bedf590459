using Forewarn.Core;

namespace Forewarn.Learning.Reinforcement;

/// <summary>Something transitions are drawn from, uniformly and with replacement.</summary>
public interface ITransitionSource
{
    /// <summary>Transitions held.</summary>
    int Count { get; }

    int StateSize { get; }

    int ActionSize { get; }

    /// <summary>Fills rows <paramref name="from"/> to <paramref name="to"/> of a batch whose <c>Count</c> is set.</summary>
    void Draw(TransitionBatch batch, int from, int to, SeedStream seed)
    {
        for (int i = from; i < to; i++) Copy(seed.Next(Count), batch, i);
    }

    /// <summary>Copies transition <paramref name="index"/> to a row.</summary>
    void Copy(int index, TransitionBatch batch, int row);
}
