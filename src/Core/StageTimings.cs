namespace Forewarn.Core;

/// <summary>Milliseconds spent in each stage of one decision.</summary>
public sealed record StageTimings(
    double ProposeMs, double ClusterMs, double ImagineMs, double GuardMs, double NarrateMs, double ChooseMs, double TotalMs);
