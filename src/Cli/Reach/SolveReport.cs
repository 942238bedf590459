using Forewarn.Reachability.Grids;
using Forewarn.Reachability.Schemes;
using Forewarn.Reachability.Solving;
using Forewarn.Reachability.Transfer;

namespace Forewarn.Cli.Reach;

/// <summary>All of one <c>reach solve</c>.</summary>
/// <param name="MemoryBytes">Estimated before it was allocated.</param>
/// <param name="Seconds">By the clock, for all steps.</param>
/// <param name="PointStagesPerSecond">Points times Runge-Kutta stages.</param>
/// <param name="TubeShare">Of the grid's points.</param>
/// <param name="Certifies">Whether the zero level may be used as a certificate.</param>
/// <param name="Comparison">With the closed form; null without one.</param>
internal sealed record SolveReport(
    string Command, string System, IReadOnlyDictionary<string, double> Settings, IReadOnlyList<GridAxis> Axes, long Points, long MemoryBytes,
    Scheme Scheme, TimeScheme Time, TubeForm Form, double HorizonSeconds, double Cfl, int Threads, int Steps, double Seconds,
    double PointStagesPerSecond, double TubeShare, bool Certifies, TubeComparison? Comparison, DynamicsSignature Signature);
