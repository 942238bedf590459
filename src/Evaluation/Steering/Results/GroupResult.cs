namespace Forewarn.Evaluation.Steering;

/// <summary>All wishes of a group together; intervals are over scenes, since wishes share them.</summary>
public sealed record GroupResult(string Group, int Wishes, IReadOnlyList<SelectorResult> Selectors);
