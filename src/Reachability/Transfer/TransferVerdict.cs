namespace Forewarn.Reachability.Transfer;

/// <summary>Whether a constraint that was learned for one body may guard another.</summary>
/// <param name="Kind">Yes, yes with a remark, or no.</param>
/// <param name="Reasons">Every difference that was found, in words; empty for identical dynamics.</param>
public sealed record TransferVerdict(TransferKind Kind, IReadOnlyList<string> Reasons)
{
    public bool IsAccepted => Kind != TransferKind.Refused;
}
