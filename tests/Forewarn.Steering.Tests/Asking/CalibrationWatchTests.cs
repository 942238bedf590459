using Forewarn.Core;

namespace Forewarn.Steering.Tests.Asking;

public sealed class CalibrationWatchTests
{
    /// <summary>Ville's inequality: among many watches over unchanged decisions at most a share of level ever alarms.</summary>
    [Fact]
    public void Unchanged_decisions_alarm_no_more_often_than_allowed()
    {
        const double level = 0.05;
        const int watches = 300, decisions = 400;
        var stream = new SeedStreams(3).Stream("draws");
        int alarms = 0;
        for (int w = 0; w < watches; w++)
        {
            // Rounded, so that there are ties.
            double Draw() => Math.Round(0.4 + 0.6 * stream.NextDouble(), 2);
            var watch = new CalibrationWatch([.. Enumerable.Range(0, 100).Select(_ => Draw())], level, new SeedStreams((ulong)w).Stream("ties"));
            for (int t = 0; t < decisions; t++) watch.See(Draw());
            if (watch.HasDrifted) alarms++;
        }
        // Three standard errors above the level.
        Assert.True(alarms <= watches * level + 3 * Math.Sqrt(watches * level * (1 - level)), $"{alarms} of {watches} alarmed");
    }

    [Theory]
    [InlineData(-0.2)]
    [InlineData(0.2)]
    public void A_change_is_seen_whichever_way_it_goes(double shift)
    {
        var stream = new SeedStreams(4).Stream("draws");
        double Draw() => 0.3 + 0.4 * stream.NextDouble();
        var watch = new CalibrationWatch([.. Enumerable.Range(0, 300).Select(_ => Draw())], 0.01, new SeedStreams(1).Stream("ties"));
        for (int t = 0; t < 50; t++) watch.See(Draw());
        Assert.False(watch.HasDrifted);
        int needed = 0;
        while (!watch.HasDrifted && needed < 200)
        {
            watch.See(Draw() + shift);
            needed++;
        }
        Assert.InRange(needed, 3, 120);
    }

    [Fact]
    public void Too_little_to_compare_with_is_refused() =>
        Assert.Throws<ForewarnException>(() => new CalibrationWatch(new double[5], 0.01, new SeedStreams(1).Stream("ties")));
}
