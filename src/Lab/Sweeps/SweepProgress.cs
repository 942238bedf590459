using System.Globalization;
using Forewarn.Cli.Output;

namespace Forewarn.Lab.Sweeps;

/// <summary>Says which point ended how, and how long the rest may take at the present pace.</summary>
internal sealed class SweepProgress(Terminal terminal, TimeProvider time)
{
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<SweepPoint, double> _shares = [];
    private long _started, _shown;
    private int _open, _ended;

    /// <param name="points">In the whole sweep.</param>
    /// <param name="open">Of them not finished before.</param>
    public void Start(int points, int open)
    {
        (_open, _started, _shown) = (open, time.GetTimestamp(), time.GetTimestamp());
        string rest = open == points ? "" : $", {points - open} of them finished before";
        terminal.Out.WriteLine($"sweep: {points} trainings{rest}");
    }

    /// <param name="share">Of this training that is done.</param>
    public void Advance(SweepPoint point, double share)
    {
        lock (_gate)
        {
            _shares[point] = share;
            if (time.GetElapsedTime(_shown) >= Between) Show($"{_ended} of {_open} ended");
        }
    }

    public void End(SweepPoint point, PointState state, string? message)
    {
        lock (_gate)
        {
            _shares[point] = 1;
            _ended++;
            string word = state.ToString().ToLowerInvariant();
            Show($"{_ended} of {_open} {word}: {point.Label}, seed {point.Seed}" + (message is null ? "" : $" ({message})"));
        }
    }

    private void Show(string what)
    {
        _shown = time.GetTimestamp();
        var elapsed = time.GetElapsedTime(_started);
        double done = _shares.Values.Sum() / Math.Max(1, _open);
        string left = done > 0 ? $"about {Clock(elapsed * ((1 - done) / done))} left" : "time left unknown";
        terminal.Out.WriteLine($"sweep: {what}  {Clock(elapsed)} gone  {left}");
    }

    private static string Clock(TimeSpan span) =>
        span.ToString(
            span.TotalDays >= 1 ? @"d\.hh\:mm\:ss" : span.TotalHours >= 1 ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);
}
