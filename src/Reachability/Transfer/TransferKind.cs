namespace Forewarn.Reachability.Transfer;

/// <summary>How a constraint carries over.</summary>
public enum TransferKind
{
    /// <summary>The same dynamics.</summary>
    Identical,
    /// <summary>Wider controls alone: what was lost is at most what was lost before, so the constraint is safe and stricter than it need be.</summary>
    Conservative,
    /// <summary>Anything else: there is no order between the tubes, or the wrong one.</summary>
    Refused,
}
