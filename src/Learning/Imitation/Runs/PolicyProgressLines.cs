using System.Globalization;

namespace Forewarn.Learning.Imitation.Runs;

/// <summary>Prints progress as plain lines, one an iteration.</summary>
public sealed class PolicyProgressLines(TextWriter output) : IProgress<PolicyProgress>
{
    public void Report(PolicyProgress value) =>
        output.WriteLine($"{value.Steps}/{value.Total} steps  {Summary(value)}  {Clock(value.Remaining)} left");

    /// <summary>Pace and newest return in a few words.</summary>
    public static string Summary(PolicyProgress value)
    {
        string updates = value.UpdatesPerSecond > 0 ? string.Create(CultureInfo.InvariantCulture, $"  {value.UpdatesPerSecond:F0} updates/s") : "";
        string earned = value.Return is { } mean ? string.Create(CultureInfo.InvariantCulture, $"  return {mean:F1}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{value.StepsPerSecond:F0} steps/s{updates}{earned}");
    }

    private static string Clock(TimeSpan span) =>
        span.ToString(span.TotalHours >= 1 ? @"d\.hh\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);
}
