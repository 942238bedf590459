using Forewarn.Simulation.Tasks.Fork;

namespace Forewarn.Simulation.Tests.Tasks.Fork;

/// <summary>Labels from contacts and poses by hand, no physics: substeps of 10 ms.</summary>
public class ForkPickLabellerTests
{
    private static readonly ForkContact None = default;
    private static readonly ForkContact Brush = new(true, false, false, false, false, true);
    private static readonly ForkContact Handle = new(true, true, true, false, false, false);
    private static readonly ForkContact Neck = new(true, true, false, true, false, false);
    private static readonly ForkContact Tines = new(true, true, false, false, true, false);

    [Theory]
    [InlineData(1, 0.004, "dropped")] // a short touch that displaced the fork
    [InlineData(1, 0.002, "missed")] // a short touch that did not
    [InlineData(8, 0, "dropped")] // a long touch
    [InlineData(7, 0, "missed")]
    [InlineData(0, 0.004, "missed")] // a fork that moved untouched was not touched
    public void ATouchCountsByItsLengthOrByWhatItMoved(int touches, double moved, string outcome)
    {
        var labeller = Started();
        Repeat(labeller, Brush, touches, 0);
        Repeat(labeller, None, 40, 0, moved);
        Assert.Equal(outcome, labeller.Label().Outcome);
        Assert.False(labeller.Held);
    }

    [Theory]
    [InlineData("handle")]
    [InlineData("neck")]
    [InlineData("tines")]
    public void AHeldForkIsHeldByWhatIsBetweenThePadsMostOfTheTime(string outcome)
    {
        var contact = outcome switch { "handle" => Handle, "neck" => Neck, _ => Tines };
        foreach (var other in new[] { Handle, Neck, Tines }.Where(c => c != contact))
        {
            var labeller = Started();
            Repeat(labeller, other, 15, 0.1);
            Repeat(labeller, contact, 30, 0.1);
            Assert.Equal(outcome, labeller.Label().Outcome);
            Assert.True(labeller.Held);
        }
    }

    [Theory]
    [InlineData(39, 0.1, "dropped")] // not long enough
    [InlineData(40, 0.1, "neck")]
    [InlineData(40, 0.049, "dropped")] // not high enough
    public void HoldingTakesHeightAndTime(int substeps, double height, string outcome)
    {
        var labeller = Started();
        Repeat(labeller, Neck, substeps, height);
        Assert.Equal(outcome, labeller.Label().Outcome);
    }

    [Fact]
    public void AFlickeringGripHoldsAndALostOneDoesNot()
    {
        var labeller = Started();
        for (int i = 0; i < 10; i++)
        {
            Repeat(labeller, Tines, 1, 0.1);
            Repeat(labeller, None, 9, 0.1);
        }
        Assert.Equal("tines", labeller.Label().Outcome);
        Repeat(labeller, None, 1, 0.1);
        Assert.Equal("dropped", labeller.Label().Outcome);
    }

    [Fact]
    public void SpeedIsThatOfTheLift()
    {
        var labeller = Started();
        labeller.Observe(None, 0, 0, 0, 0.3, 0.6); // a fast way down says nothing
        labeller.Observe(None, 0, 0, 0, 0.02, 0.6);
        Repeat(labeller, Handle, 50, 0.1);
        Assert.Equal("slow", labeller.Label()["speed"]);
        labeller.Observe(Handle, 0, 0, 0.1, 0.12, 0.5);
        Assert.Equal("fast", labeller.Label()["speed"]);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(45)]
    [InlineData(95)]
    public void ASavedLabellerContinuesAsTheOneItWasSavedFrom(int split)
    {
        ForkPickLabeller whole = Started(), other = new();
        for (int i = 0; i < 120; i++)
        {
            if (i == split) LabellerBytes.Copy(whole.Save, other.Load);
            var contact = i < 20 ? Brush : i < 60 ? Handle : i < 110 ? Neck : None;
            Observe(whole);
            if (i < split) continue;
            Observe(other);
            Assert.Equal(whole.Label(), other.Label());
            Assert.Equal(LabellerBytes.Of(whole.Save), LabellerBytes.Of(other.Save));

            void Observe(ForkPickLabeller l) => l.Observe(contact, i * 1e-4, 0, i < 30 ? 0 : 0.1, Math.Abs(60 - i) * 2e-3, 0.005 * i);
        }
    }

    private static ForkPickLabeller Started()
    {
        var labeller = new ForkPickLabeller();
        labeller.Start(0, 0);
        return labeller;
    }

    private static void Repeat(ForkPickLabeller labeller, ForkContact contact, int substeps, double height, double moved = 0)
    {
        for (int i = 0; i < substeps; i++) labeller.Observe(contact, moved, 0, height, 0.1, 0.05);
    }
}
