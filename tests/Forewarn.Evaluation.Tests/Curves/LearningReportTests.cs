using Forewarn.Core;
using Forewarn.Evaluation.Curves;

namespace Forewarn.Evaluation.Tests.Curves;

public sealed class LearningReportTests : IDisposable
{
    private readonly Runs _runs = new();

    [Theory]
    [InlineData(2, 0, ClaimVerdict.Supported)]
    [InlineData(2, 1, ClaimVerdict.Supported)]
    [InlineData(2, 5, ClaimVerdict.NotSupported)]
    [InlineData(-2, 0, ClaimVerdict.NotSupported)]
    [InlineData(0, 0, ClaimVerdict.Inconclusive)]
    public void The_interval_of_paired_differences_decides(double better, double margin, ClaimVerdict verdict)
    {
        // Seeds differ by far more than the groups do: only pairs show the difference.
        double[] seeds = [0, 40, -30, 70, 10, -60];
        double[] noise = [0.5, -0.5, 0.4, -0.4, 0.1, -0.1];
        var (a, b) = (Group("a", seeds, noise, better), Group("b", seeds, noise, 0, -1));
        var report = LearningReport.Of("eval/return", a, b, Seed(), margin);
        Assert.Equal(verdict, report.Verdict);
        Assert.Equal(6, report.Final.Count);
        Assert.Equal(better, report.Final.Value, 1e-9);
        Assert.InRange(report.Final.High - report.Final.Low, 0, 2);
        Assert.InRange(report.Area.Value - better / 2, -0.5, 0.5);
        Assert.InRange(report.Probability.Value, 0.3, 0.7);
        Assert.Contains($"claim 'a is better than b in eval/return", report.Line());
        Assert.Contains($": {LearningReport.Word(verdict)}. Difference at step 100:", report.Line());
    }

    [Fact]
    public void Few_pairs_support_nothing_however_clear_they_look()
    {
        double[] seeds = [0, 1, 2, 3], noise = new double[4];
        var report = LearningReport.Of("eval/return", Group("a", seeds, noise, 100), Group("b", seeds, noise, 0), Seed());
        Assert.Equal(ClaimVerdict.Inconclusive, report.Verdict);
        Assert.True(report.Final.Low > 90);
        Assert.EndsWith("Fewer than 5 pairs support nothing.", report.Line());
    }

    [Fact]
    public void Of_a_loss_less_is_better()
    {
        double[] seeds = [0, 1, 2, 3, 4], noise = new double[5];
        var (low, high) = (Group("low", seeds, noise, -5), Group("high", seeds, noise, 0));
        var report = LearningReport.Of("loss", low, high, Seed(), highest: false);
        Assert.Equal(ClaimVerdict.Supported, report.Verdict);
        Assert.Equal(5, report.Final.Value, 1e-9);
    }

    [Fact]
    public void Only_common_seeds_make_pairs()
    {
        double[] noise = new double[6];
        var a = Group("a", [0, 0, 0, 0, 0, 0], noise, 1);
        var b = a with { Label = "b", Runs = [.. a.Runs.Skip(4)], Curves = [.. a.Curves.Skip(4)], Tasks = [.. a.Tasks.Skip(4)] };
        Assert.Equal([5UL, 6UL], LearningReport.Of("eval/return", a, b, Seed()).Seeds);
        var none = b with { Runs = [.. b.Runs.Select(r => r with { Seed = r.Seed + 100 })] };
        Assert.Contains("seeds 1, 2, 3, 4, 5, 6 and 105, 106", Assert.Throws<ForewarnException>(() => LearningReport.Of("x", a, none, Seed())).Message);
        var twice = b with { Runs = [.. b.Runs.Select(r => r with { Seed = 5 })] };
        Assert.Contains("two runs with seed 5", Assert.Throws<ForewarnException>(() => LearningReport.Of("x", a, twice, Seed())).Message);
    }

    [Fact]
    public void A_report_ranks_groups_and_compares_every_pair()
    {
        double[] noise = [0, 0.1, 0.2, 0.3, 0.4];
        GroupCurves[] groups = [Group("bad", noise, noise, 0), Group("good", noise, noise, 50), Group("fair", noise, noise, 20)];
        var report = CurveReport.Of("eval/return", groups, Seed());
        Assert.Equal(["good", "fair", "bad"], report.Groups.Select(g => g.Label));
        Assert.Equal([("good", "fair"), ("good", "bad"), ("fair", "bad")], report.Improvements.Select(i => (i.Better, i.Worse)));
        Assert.All(report.Improvements, i => Assert.Equal((1.0, 1.0), (i.Probability.Value, i.Probability.Low)));
        Assert.Equal(["bad", "fair", "good"], CurveReport.Of("loss", groups, Seed(), highest: false).Groups.Select(g => g.Label));
        Assert.Equal((0.0, 100.0), (report.From, report.To));
    }

    [Fact]
    public void What_is_left_out_is_said()
    {
        _runs.Add("000000-a-s1", "loss", null, 1, 2, 3);
        _runs.Add("000000-a-s2", "loss", null, 1, 2);
        _runs.Add("000000-a-s3", "other", null, 1);
        _runs.Add("000000-a-s4", "");
        _runs.Add("000000-a-s5", "{\"step\":0,\"loss\":1}\n{\"step\":10,\"loss\":2}\n{\"ste");
        var remarks = new List<string>();
        var group = Assert.Single(GroupCurves.Of(RunGroups.Of(LearningRun.Find([_runs.Path])), "loss", null, remarks.Add));
        Assert.Equal(3, group.Curves.Count);
        Assert.Equal(4, remarks.Count);
        Assert.Contains(remarks, r => r.EndsWith("a-s3: left out, it has no loss.", StringComparison.Ordinal));
        Assert.Contains(remarks, r => r.EndsWith("a-s4: left out, it has no loss and no other figure.", StringComparison.Ordinal));
        Assert.Contains(remarks, r => r.EndsWith("a-s5: skipped 1 damaged lines of metrics.jsonl.", StringComparison.Ordinal));
        Assert.Contains(remarks, r => r.StartsWith("a: drawn to step 10, where ", StringComparison.Ordinal) && r.EndsWith("others reach 20.", StringComparison.Ordinal));
        Assert.Empty(GroupCurves.Of(RunGroups.Of(LearningRun.Find([_runs.Path])), "nothing", null, _ => { }));
    }

    public void Dispose() => _runs.Dispose();

    /// <summary>One run for every seed, a line from 0 to <paramref name="height"/> plus what the seed is worth.</summary>
    private GroupCurves Group(string name, double[] seeds, double[] noise, double height, double sign = 1)
    {
        for (int s = 0; s < seeds.Length; s++)
        {
            double[] values = [.. Enumerable.Range(0, 11).Select(t => t * height / 10 + seeds[s] + sign * noise[s])];
            // The last tenth is flat, so that the final figure is the height.
            values[9] = values[10];
            _runs.Add($"{name}-s{s + 1}", "eval/return", null, values);
        }
        var runs = LearningRun.Find([_runs.Path]).Where(r => r.Name == name).ToArray();
        return Assert.Single(GroupCurves.Of([new(name, runs)], "eval/return", null, _ => { }));
    }

    private static SeedStream Seed() => new SeedStreams(7).Stream("test");
}
