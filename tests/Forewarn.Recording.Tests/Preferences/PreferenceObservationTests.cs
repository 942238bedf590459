using Forewarn.Core;

namespace Forewarn.Recording.Tests.Preferences;

public sealed class PreferenceObservationTests
{
    [Fact]
    public void What_the_decision_saw_comes_back_as_it_was()
    {
        byte[] rgb = [.. Enumerable.Range(0, 5 * 4 * 3).Select(i => (byte)(i * 7))];
        var seen = new Observation([new("front", 5, 4, rgb), new("wrist", 4, 5, rgb)], [1, -2.5f, 3], TimeSpan.FromMilliseconds(1500));
        var again = PreferenceObservation.Of(seen).ToObservation();
        Assert.Equal(seen.Stamp, again.Stamp);
        Assert.Equal(seen.State, again.State);
        Assert.Equal(seen.Images.Select(i => (i.Camera, i.Height, i.Width)), again.Images.Select(i => (i.Camera, i.Height, i.Width)));
        Assert.All(again.Images, image => Assert.Equal(rgb, image.Rgb));
    }

    [Fact]
    public void A_picture_of_another_size_is_refused()
    {
        var kept = new PreferenceObservation(0, [], [new("front", 2, 2, PngWriter.Encode(new byte[3], 1, 1))]);
        Assert.Contains("1x1", Assert.Throws<ForewarnException>(kept.ToObservation).Message, StringComparison.Ordinal);
    }
}
