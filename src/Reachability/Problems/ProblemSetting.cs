namespace Forewarn.Reachability.Problems;

/// <summary>A number of a problem.</summary>
/// <param name="Name">With its unit, for example <c>speed_m_s</c>.</param>
public sealed record ProblemSetting(string Name, double Default, string Description);
