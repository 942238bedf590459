using Forewarn.Core;
using Forewarn.Learning.Constraints.Latent;
using Xunit;

namespace Forewarn.Learning.Tests.Constraints.Latent;

public class EpisodeBootstrapTests
{
    [Fact]
    public void The_area_is_the_share_of_pairs_in_order()
    {
        var seed = new SeedStream(4);
        (long Episode, double Score, bool Lost)[] items =
            [.. Enumerable.Range(0, 80).Select(i => ((long)(i / 4), seed.NextNormal() - (i % 3 == 0 ? 0.7 : 0), i % 3 == 0))];
        double pairs = 0, right = 0;
        foreach (var lost in items.Where(i => i.Lost))
            foreach (var safe in items.Where(i => !i.Lost)) (pairs, right) = (pairs + 1, right + (lost.Score < safe.Score ? 1 : 0));
        var area = new EpisodeBootstrap(items.Select(i => i.Episode), new SeedStream(1)).Area(items);
        Assert.Equal(right / pairs, area.Value, 12);
        Assert.InRange(area.Value, area.Low, area.High);
        Assert.Equal(items.Count(i => i.Lost), area.Count);
    }

    /// <summary>Ten copies of a state are no more evidence than one.</summary>
    [Fact]
    public void Copies_within_an_episode_do_not_narrow_the_interval()
    {
        (long, bool)[] once = [.. Enumerable.Range(0, 60).Select(i => ((long)i, i % 4 == 0))];
        (long, bool)[] copied = [.. once.SelectMany(i => Enumerable.Repeat(i, 10))];
        var (a, b) = (Share(once), Share(copied));
        Assert.Equal(0.25, a.Value);
        Assert.Equal((a.Value, a.Low, a.High), (b.Value, b.Low, b.High));
        Assert.InRange(a.High - a.Low, 0.15, 0.3);

        static MetricInterval Share((long, bool)[] items) => new EpisodeBootstrap(items.Select(i => i.Item1), new SeedStream(1)).Share(items);
    }

    [Fact]
    public void No_error_in_few_episodes_is_no_proof()
    {
        (long, bool)[] none = [.. Enumerable.Range(0, 100).Select(i => ((long)(i / 10), false))];
        var share = new EpisodeBootstrap(none.Select(i => i.Item1), new SeedStream(1)).Share(none);
        Assert.Equal((0, 100), (share.Value, share.Count));
        Assert.Equal(MetricInterval.OfShare(0, 10).High, share.High);
    }

    [Fact]
    public void Overlap_counts_what_is_called_or_true()
    {
        (long, bool, bool)[] items = [(0, true, true), (1, true, false), (2, false, true), (3, false, false)];
        Assert.Equal(1 / 3.0, new EpisodeBootstrap([0, 1, 2, 3], new SeedStream(1)).Overlap(items).Value, 12);
    }
}
