using Forewarn.Core;
using Forewarn.Learning.Imitation;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Tests.InverseRl;
using Xunit;

namespace Forewarn.Learning.Tests.Imitation;

public sealed class TransitionSetTests
{
    [Fact]
    public void A_subset_is_the_beginning_with_its_last_episode_cut()
    {
        var set = Line.Walks(3, 5, 2);
        var part = set.Subset(6);
        Assert.Equal(6, part.Count);
        Assert.Equal([0, 3], part.Starts);
        Assert.Equal(3, part.LengthOf(1));
        Assert.Equal(set.States[..6].ToArray(), part.States.ToArray());
        for (int i = 0; i < 6; i++) Assert.Equal(set.Snapshot(i).ToArray(), part.Snapshot(i).ToArray());
        Assert.Equal([0, 3], set.Subset(4).Starts);
        Assert.Equal([0], set.Subset(3).Starts);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    public void More_than_there_is_cannot_be_taken(int count) =>
        Assert.Contains("1 to 10", Assert.Throws<ForewarnException>(() => Line.Walks(3, 5, 2).Subset(count)).Message, StringComparison.Ordinal);

    [Fact]
    public void Joined_sets_keep_both_orders_and_all_exact_states()
    {
        TransitionSet a = Line.Walks(3, 2), b = Line.Walks(4);
        var both = a.With(b);
        Assert.Equal([0, 3, 5], both.Starts);
        var batch = new TransitionBatch(1, 1, 1) { Count = 1 };
        both.Copy(7, batch, 0);
        Assert.Equal(b.States[2], batch.States[0]);
        Assert.Equal(b.Snapshot(2).ToArray(), both.Snapshot(7).ToArray());
        Assert.Equal(a.Snapshot(4).ToArray(), both.Snapshot(4).ToArray());
    }

    [Fact]
    public void Sets_of_other_sizes_are_not_joined() => Assert.Throws<ForewarnException>(() =>
        Line.Walks(3).With(new TransitionSet(2, 1, [0, 0], [0], [0, 0], [0], [1], [0], [])));

    [Theory]
    [InlineData("expert")]
    [InlineData("offline tremble 0.05")]
    [InlineData("scripted beam-detour")]
    public void A_quality_is_the_tag_it_was_read_from(string tag) => Assert.Equal(tag, DemonstrationQuality.Parse(tag).ToString());
}
