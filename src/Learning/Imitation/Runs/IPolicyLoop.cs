using Forewarn.Learning.InverseRl;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Imitation.Runs;

/// <summary>A training that goes on in rounds, between which it can stop and be saved; resumed, it continues bit-exactly.</summary>
public interface IPolicyLoop : ISnapshot
{
    /// <summary>The policy that is being improved; the same object throughout.</summary>
    IStatePolicy Policy { get; }

    /// <summary>Steps done, in the training's own unit: environment steps, or gradient steps where nothing is played.</summary>
    long Steps { get; }

    /// <summary>Steps in the whole run.</summary>
    long Total { get; }

    /// <summary>Gradient updates of the policy so far; 0 where they are not counted.</summary>
    long Updates { get; }

    ulong Seed { get; }

    /// <summary>Every look at the policy so far, in order.</summary>
    IReadOnlyList<IrlEvaluation> Evaluations { get; }

    /// <summary>One round.</summary>
    /// <returns>Figures for the log.</returns>
    IReadOnlyDictionary<string, double> Advance();
}
