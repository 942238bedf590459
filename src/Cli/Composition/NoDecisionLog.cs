using Forewarn.Core;

namespace Forewarn.Cli.Composition;

/// <summary>Keeps nothing: for runs that were given no file to log to.</summary>
internal sealed class NoDecisionLog : IDecisionLog
{
    public void Append(Decision decision, ObservationHistory history) { }
}
