using Forewarn.Core;

namespace Forewarn.Cli.Composition;

/// <summary>Hands every decision to each of several logs; those that are null are left out.</summary>
internal sealed class DecisionLogs(params IReadOnlyList<IDecisionLog?> logs) : IDecisionLog
{
    public void Append(Decision decision, ObservationHistory history)
    {
        foreach (var log in logs) log?.Append(decision, history);
    }
}
