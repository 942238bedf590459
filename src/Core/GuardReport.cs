namespace Forewarn.Core;

/// <summary>One finding per mode, <c>[K]</c>.</summary>
public sealed record GuardReport(IReadOnlyList<GuardFinding> Findings)
{
    public bool AnySafe => Findings.Any(f => f.Safe);
}
