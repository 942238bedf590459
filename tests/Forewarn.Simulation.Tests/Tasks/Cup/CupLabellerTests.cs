using CsCheck;
using Forewarn.Core;
using Forewarn.Simulation.Tasks.Cup;

namespace Forewarn.Simulation.Tests.Tasks.Cup;

/// <summary>Labels from contacts and poses by hand, no physics: substeps of 10 ms.</summary>
public class CupLabellerTests
{
    private static readonly CupContact None = default;
    private static readonly CupContact Brush = new(true, false, false, false, 0);
    private static readonly CupContact Wall = new(true, true, false, false, 0.02);
    private static readonly CupContact Handle = new(true, true, true, false, 0);
    private static readonly CupContact Body = new(true, true, false, true, 0);

    [Theory]
    [InlineData(1, 0.004, CupOutcome.Slip)] // a short touch that displaced the mug
    [InlineData(1, 0.002, CupOutcome.Miss)] // a short touch that did not
    [InlineData(8, 0, CupOutcome.Slip)] // a long touch
    [InlineData(7, 0, CupOutcome.Miss)]
    [InlineData(0, 0.004, CupOutcome.Miss)] // a mug that moved untouched was not touched
    public void ATouchCountsByItsLengthOrByWhatItMoved(int touches, double moved, CupOutcome outcome)
    {
        var labeller = Started();
        Repeat(labeller, Brush, touches, 0);
        Repeat(labeller, None, 40, 0, moved);
        Assert.Equal(outcome, labeller.Label().Outcome);
    }

    [Theory]
    [InlineData(CupOutcome.Body)]
    [InlineData(CupOutcome.Handle)]
    [InlineData(CupOutcome.Rim)]
    public void AHeldMugIsHeldByWhatIsBetweenThePadsMostOfTheTime(CupOutcome outcome)
    {
        var contact = outcome switch { CupOutcome.Body => Body, CupOutcome.Handle => Handle, _ => Wall };
        foreach (var other in new[] { Body, Handle, Wall }.Where(c => c != contact))
        {
            var labeller = Started();
            Repeat(labeller, other, 15, 0.1);
            Repeat(labeller, contact, 30, 0.1);
            Assert.Equal(outcome, labeller.Label().Outcome);
            Assert.True(labeller.Label().Held);
        }
    }

    [Theory]
    [InlineData(39, 0.1, CupOutcome.Slip)] // not long enough
    [InlineData(40, 0.1, CupOutcome.Body)]
    [InlineData(40, 0.049, CupOutcome.Slip)] // not high enough
    public void HoldingTakesHeightAndTime(int substeps, double height, CupOutcome outcome)
    {
        var labeller = Started();
        Repeat(labeller, Body, substeps, height);
        Assert.Equal(outcome, labeller.Label().Outcome);
    }

    [Fact]
    public void AFlickeringGripHoldsAndALostOneDoesNot()
    {
        var labeller = Started();
        for (int i = 0; i < 10; i++)
        {
            Repeat(labeller, Body, 1, 0.1);
            Repeat(labeller, None, 9, 0.1);
        }
        Assert.Equal(CupOutcome.Body, labeller.Label().Outcome);
        Repeat(labeller, None, 1, 0.1);
        Assert.Equal(CupOutcome.Slip, labeller.Label().Outcome);
    }

    [Fact]
    public void ASavedLabellerContinuesAsTheOneItWasSavedFrom()
    {
        var seen = new HashSet<CupOutcome>();
        Gen.Select(Gen.ULong, Gen.Int[0, 120]).Sample((seed, split) =>
        {
            CupLabeller whole = Started(), other = Started(0.3);
            var stream = new SeedStream(seed);
            var episode = Stretches(stream).ToArray();
            for (int i = 0; i < episode.Length; i++)
            {
                if (i == Math.Min(split, episode.Length - 1)) other.Load(new(new MemoryStream(Saved(whole))));
                episode[i](whole);
                if (i < split) continue;
                episode[i](other);
                Assert.Equal(whole.Label(), other.Label());
                Assert.Equal(Saved(whole), Saved(other));
            }
            seen.Add(whole.Label().Outcome);
        }, iter: 2000, threads: 1);
        // The episodes must reach every label, or equal ones would say little.
        Assert.Equal(Enum.GetValues<CupOutcome>(), seen.Order());
    }

    /// <summary>An episode of stretches: contact, height, tilt and place hold for some substeps; one in six has no contact.</summary>
    private static IEnumerable<Action<CupLabeller>> Stretches(SeedStream stream)
    {
        bool never = stream.Next(6) == 0;
        for (int i = 0; i < 8; i++)
        {
            var contact = never || stream.Next(3) == 0 ? None : new CupContact(
                true, stream.Next(3) > 0, stream.Next(2) == 0, stream.Next(2) == 0, stream.Uniform(-0.04, 0.04));
            double height = stream.Next(2) == 0 ? 0 : 0.1, tilt = stream.Next(3) == 0 && !never ? 1.3 : stream.Uniform(0, 0.4);
            double x = stream.Uniform(0, 0.005), tool = stream.Uniform(0, 0.3), speed = stream.Uniform(0, 0.5);
            for (int k = stream.Next(50); k >= 0; k--) yield return l => l.Observe(contact, x, 0.5 * x, height, tilt, tool, speed);
        }
    }

    private static byte[] Saved(CupLabeller labeller)
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        labeller.Save(writer);
        return memory.ToArray();
    }

    private static CupLabeller Started(double x = 0)
    {
        var labeller = new CupLabeller();
        labeller.Start(x, 0);
        return labeller;
    }

    private static void Repeat(CupLabeller labeller, CupContact contact, int substeps, double height, double moved = 0)
    {
        for (int i = 0; i < substeps; i++) labeller.Observe(contact, moved, 0, height, 0, 0.1, 0.05);
    }
}
