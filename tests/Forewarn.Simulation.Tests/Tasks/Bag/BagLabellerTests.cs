using CsCheck;
using Forewarn.Core;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Bag;

namespace Forewarn.Simulation.Tests.Tasks.Bag;

/// <summary>Labels from contacts and state by hand, no physics: substeps of 10 ms.</summary>
public class BagLabellerTests
{
    private static readonly BagContact None = default;
    private static readonly BagContact Brush = new(true, false, false, 0, 0, 0);
    private static readonly BagContact Belly = new(true, true, false, 0, 0.005, 0);
    private static readonly BagContact Tab = new(true, false, true, 0.04, 0, 0.002);
    private static readonly BagContact Crimp = new(true, false, true, 0, 0, 0.002);

    [Theory]
    [InlineData(1, 0.004, BagOutcome.Dropped)] // a short touch that displaced the bag
    [InlineData(1, 0.002, BagOutcome.Missed)] // a short touch that did not
    [InlineData(8, 0, BagOutcome.Dropped)] // a long touch
    [InlineData(7, 0, BagOutcome.Missed)]
    [InlineData(0, 0.004, BagOutcome.Missed)] // a bag that moved untouched was not touched
    public void ATouchCountsByItsLengthOrByWhatItMoved(int touches, double moved, BagOutcome outcome)
    {
        var labeller = Started();
        Repeat(labeller, Brush, touches, 0);
        Repeat(labeller, None, 40, 0, moved);
        Assert.Equal(outcome, labeller.Label().Outcome);
        Assert.Equal(BagSqueeze.None, labeller.Label().Squeeze);
    }

    [Theory]
    [InlineData(BagOutcome.Corner)]
    [InlineData(BagOutcome.Edge)]
    [InlineData(BagOutcome.Middle)]
    public void AHeldBagIsHeldByWhatIsBetweenThePadsMostOfTheTime(BagOutcome outcome)
    {
        var contact = outcome switch { BagOutcome.Corner => Tab, BagOutcome.Edge => Crimp, _ => Belly };
        foreach (var other in new[] { Tab, Crimp, Belly }.Where(c => c != contact))
        {
            var labeller = Started();
            Repeat(labeller, other, 15, 0.1);
            Repeat(labeller, contact, 30, 0.1);
            Assert.Equal(outcome, labeller.Label().Outcome);
            Assert.True(labeller.Label().Held);
        }
    }

    [Theory]
    [InlineData(39, 0.1, BagOutcome.Dropped)] // not long enough
    [InlineData(40, 0.1, BagOutcome.Edge)]
    [InlineData(40, 0.049, BagOutcome.Dropped)] // not high enough
    public void HoldingTakesHeightAndTime(int substeps, double height, BagOutcome outcome)
    {
        var labeller = Started();
        Repeat(labeller, Crimp, substeps, height);
        Assert.Equal(outcome, labeller.Label().Outcome);
    }

    [Fact]
    public void AFlickeringGripHoldsAndALostOneDoesNot()
    {
        var labeller = Started();
        for (int i = 0; i < 10; i++)
        {
            Repeat(labeller, Tab, 1, 0.1);
            Repeat(labeller, None, 9, 0.1);
        }
        Assert.Equal(BagOutcome.Corner, labeller.Label().Outcome);
        Repeat(labeller, None, 1, 0.1);
        Assert.Equal(BagOutcome.Dropped, labeller.Label().Outcome);
    }

    [Theory]
    [InlineData(0.0151, 8, BagOutcome.Crushed, BagSqueeze.None)]
    [InlineData(0.0151, 7, BagOutcome.Middle, BagSqueeze.Gentle)] // too short for either
    [InlineData(0.0149, 8, BagOutcome.Middle, BagSqueeze.Hard)]
    [InlineData(0.0086, 8, BagOutcome.Middle, BagSqueeze.Hard)]
    [InlineData(0.0084, 8, BagOutcome.Middle, BagSqueeze.Gentle)]
    public void TheBellyIsSqueezedOrCrushedByItsTravelForAWhile(double travel, int substeps, BagOutcome outcome, BagSqueeze squeeze)
    {
        var labeller = Started();
        Repeat(labeller, Belly with { BellyTravel = travel }, substeps, 0);
        Repeat(labeller, Belly, 60, 0.1);
        Assert.Equal((outcome, squeeze), (labeller.Label().Outcome, labeller.Label().Squeeze));
    }

    [Theory]
    [InlineData(0.0046, 8, BagSqueeze.Hard)]
    [InlineData(0.0046, 7, BagSqueeze.Gentle)]
    [InlineData(0.0044, 60, BagSqueeze.Gentle)]
    public void APinchIsSqueezedByTheTravelOfTheCrimp(double travel, int substeps, BagSqueeze squeeze)
    {
        var labeller = Started();
        Repeat(labeller, Tab with { CrimpTravel = travel }, substeps, 0.1);
        Repeat(labeller, Tab, 60, 0.1);
        Assert.Equal((BagOutcome.Corner, squeeze), (labeller.Label().Outcome, labeller.Label().Squeeze));
    }

    // A bag that is crushed stays so, whatever becomes of it.
    [Fact]
    public void ACrushedBagIsCrushedHeldOrNot()
    {
        var labeller = Started();
        Repeat(labeller, Belly with { BellyTravel = 0.017 }, 20, 0);
        Assert.Equal(BagOutcome.Crushed, labeller.Label().Outcome);
        Repeat(labeller, Crimp, 100, 0.1);
        Assert.Equal(BagOutcome.Crushed, labeller.Label().Outcome);
        Assert.False(labeller.Label().Held);
    }

    [Theory]
    [InlineData(0.23, Pace.Slow)]
    [InlineData(0.25, Pace.Fast)]
    public void SpeedCountsFromTheLowestPointOn(double speed, Pace label)
    {
        var labeller = Started();
        labeller.Observe(None, 0, 0, 0, 0.2, 0.6); // the way down
        labeller.Observe(None, 0, 0, 0, 0.02, 0.1);
        labeller.Observe(None, 0, 0, 0, 0.10, speed);
        Assert.Equal(label, labeller.Label().Speed);
    }

    [Fact]
    public void ASavedLabellerContinuesAsTheOneItWasSavedFrom()
    {
        var seen = new HashSet<BagOutcome>();
        Gen.Select(Gen.ULong, Gen.Int[0, 120]).Sample((seed, split) =>
        {
            BagLabeller whole = Started(), other = Started(0.3);
            var episode = Stretches(new SeedStream(seed)).ToArray();
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
        Assert.Equal(Enum.GetValues<BagOutcome>(), seen.Order());
    }

    /// <summary>An episode of stretches: contact, travel, height and place hold for some substeps; one in six has no contact.</summary>
    private static IEnumerable<Action<BagLabeller>> Stretches(SeedStream stream)
    {
        bool never = stream.Next(6) == 0, soft = stream.Next(2) == 0;
        int kind = stream.Next(3);
        for (int i = 0; i < 8; i++)
        {
            var contact = never || stream.Next(4) == 0 ? None : (kind switch { 0 => Tab, 1 => Crimp, _ => Belly }) with
            {
                BellyTravel = stream.Uniform(0, soft ? 0.012 : 0.018), CrimpTravel = stream.Uniform(0, 0.006),
            };
            double height = stream.Next(2) == 0 ? 0 : 0.1, x = stream.Uniform(0, 0.005), tool = stream.Uniform(0, 0.3);
            double speed = stream.Uniform(0, 0.5);
            for (int k = stream.Next(70); k >= 0; k--) yield return l => l.Observe(contact, x, 0.5 * x, height, tool, speed);
        }
    }

    private static byte[] Saved(BagLabeller labeller)
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        labeller.Save(writer);
        return memory.ToArray();
    }

    private static BagLabeller Started(double x = 0)
    {
        var labeller = new BagLabeller();
        labeller.Start(x, 0);
        return labeller;
    }

    private static void Repeat(BagLabeller labeller, BagContact contact, int substeps, double height, double moved = 0)
    {
        for (int i = 0; i < substeps; i++) labeller.Observe(contact, moved, 0, height, 0.1, 0.05);
    }
}
