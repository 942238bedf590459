using Forewarn.Evaluation.Runs;

namespace Forewarn.Evaluation.Monitoring;

/// <summary>What a monitor study found.</summary>
/// <param name="Frames">Frames in a row that raise the alarm.</param>
/// <param name="FrameRateHz">World-model frames per second.</param>
/// <param name="FaultShare">Share of frames without an answer.</param>
/// <param name="FrameP50Ms">Milliseconds per frame, all wishes and scorers together.</param>
/// <param name="FrameP99Ms">The slow end of it.</param>
public sealed record MonitorResults(
    RunRecord Run, IReadOnlyList<ulong> CalibrationSeeds, int CalibrationEpisodes, int Episodes, int Wishes, int Frames,
    double FrameRateHz, double FaultShare, double FrameP50Ms, double FrameP99Ms, IReadOnlyList<MonitorFigures> Monitors);
