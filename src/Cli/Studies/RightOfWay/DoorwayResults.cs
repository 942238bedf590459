using Forewarn.Evaluation.Runs;
using Forewarn.Simulation.Worlds;

namespace Forewarn.Cli.Studies.RightOfWay;

/// <summary>Everything about right of way at the simulated doorway.</summary>
/// <param name="Horizon">Recommendations per episode.</param>
/// <param name="Smoothing">Added to every count of an outcome that was seen.</param>
/// <param name="Rounds">Of BLADES.</param>
internal sealed record DoorwayResults(
    RunRecord Run, DoorwayOptions World, int Horizon, double Smoothing, int Rounds, IReadOnlyList<DoorwaySummary> Summary,
    IReadOnlyList<DoorwaySeed> Seeds);
