namespace Forewarn.Core;

/// <summary>Keeps every decision. Appending never blocks the control path.</summary>
public interface IDecisionLog
{
    void Append(Decision decision);
}
