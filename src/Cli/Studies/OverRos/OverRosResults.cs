using Forewarn.Core;
using Forewarn.Evaluation.Runs;
using Forewarn.Evaluation.Statistics;

namespace Forewarn.Cli.Studies.OverRos;

/// <summary>A node and its robot, two processes over DDS, for some time.</summary>
/// <param name="Success">Wishes fulfilled over ROS.</param>
/// <param name="SuccessInProcess">The same scenes and wishes in one process.</param>
/// <param name="Difference">Mean of over ROS minus in one process, over pairs.</param>
/// <param name="Minutes">Length of the run by the clock.</param>
/// <param name="Decisions">Made by the node.</param>
/// <param name="DecisionMs">p50 and p99 by the node's own account.</param>
/// <param name="Ticks">Control ticks.</param>
/// <param name="Missed">Ticks more than 20 ms late or left out.</param>
/// <param name="JitterMs">p50 and p99 of the deviation of intervals.</param>
/// <param name="WorstMs">Greatest lateness of a tick.</param>
/// <param name="ResidentMb">Of the node's process, once every five seconds after the warm-up.</param>
internal sealed record OverRosResults(
    RunRecord Run, MetricInterval? Success, MetricInterval? SuccessInProcess, MetricInterval? Difference, McNemarTest? Test,
    double Minutes, long Decisions, double[] DecisionMs, long Ticks, long Missed, double[] JitterMs, double WorstMs,
    IReadOnlyDictionary<string, string> Rungs, IReadOnlyList<double> ResidentMb, string RealTime, IReadOnlyList<OverRosRow> Rows)
{
    private const int WarmUpSamples = 24;

    public double MissedShare => Ticks == 0 ? 0 : (double)Missed / Ticks;

    public double LargestResidentMb => ResidentMb.DefaultIfEmpty().Max();

    /// <summary>
    /// Mean resident memory of the last quarter of the run over that of the first, the first two minutes left out: 1 is flat.
    /// </summary>
    public double ResidentGrowth
    {
        get
        {
            double[] warm = [.. ResidentMb.Skip(WarmUpSamples)];
            int quarter = warm.Length / 4;
            return quarter == 0 ? 1 : warm.TakeLast(quarter).Average() / warm.Take(quarter).Average();
        }
    }
}
