using CsCheck;
using Forewarn.Core;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Drawer;

namespace Forewarn.Simulation.Tests.Tasks.Drawer;

/// <summary>Labels from contacts and slides by hand, no physics: substeps of 10 ms.</summary>
public class DrawerLabellerTests
{
    private static readonly DrawerContact None = default;
    private static readonly DrawerContact Brush = new(true, false, false, false);
    private static readonly DrawerContact Knob = new(true, true, false, false);
    private static readonly DrawerContact Bar = new(true, false, true, false);
    private static readonly DrawerContact Ledge = new(true, false, false, true);

    [Theory]
    [InlineData(1, 0.004, DrawerOutcome.Slip)] // a short touch that moved something
    [InlineData(1, 0.002, DrawerOutcome.Miss)] // a short touch that did not
    [InlineData(8, 0, DrawerOutcome.Slip)] // a long touch
    [InlineData(7, 0, DrawerOutcome.Miss)]
    [InlineData(0, 0.004, DrawerOutcome.Miss)] // what moved untouched was not touched
    public void ATouchCountsByItsLengthOrByWhatItMoved(int touches, double moved, DrawerOutcome outcome)
    {
        foreach (bool drawer in new[] { false, true })
        {
            var labeller = Started();
            Rest(labeller, Brush, touches, 0);
            Rest(labeller, None, 40, drawer ? moved : 0, drawer ? 0 : moved);
            Assert.Equal(new(outcome, DrawerOpening.None, Pace.Fast), labeller.Label());
        }
    }

    [Theory]
    [InlineData(DrawerOutcome.Knob)]
    [InlineData(DrawerOutcome.Bar)]
    [InlineData(DrawerOutcome.Ledge)]
    public void AnOpenDrawerWasOpenedByWhatMovedItMost(DrawerOutcome outcome)
    {
        var contact = outcome switch { DrawerOutcome.Knob => Knob, DrawerOutcome.Bar => Bar, _ => Ledge };
        foreach (var other in new[] { Knob, Bar, Ledge }.Where(c => c != contact))
        {
            var labeller = Started();
            Rest(labeller, other, 100, 0); // held long, but not while it moved
            Slide(labeller, other, 15, 0, 0.02);
            Slide(labeller, contact, 30, 0.02, 0.05);
            Rest(labeller, contact, 20, 0.05);
            Assert.Equal(outcome, labeller.Label().Outcome);
        }
    }

    [Theory]
    [InlineData(0.029, 60, DrawerOutcome.Slip, DrawerOpening.None)] // not far enough
    [InlineData(0.031, 60, DrawerOutcome.Knob, DrawerOpening.Half)]
    [InlineData(0.074, 60, DrawerOutcome.Knob, DrawerOpening.Half)]
    [InlineData(0.076, 60, DrawerOutcome.Knob, DrawerOpening.Full)]
    [InlineData(0.076, 18, DrawerOutcome.Slip, DrawerOpening.None)] // not long enough
    public void OpeningTakesLengthAndTime(double far, int rest, DrawerOutcome outcome, DrawerOpening opening)
    {
        var labeller = Started();
        Slide(labeller, Knob, 20, 0, 0.0299 < far ? 0.0299 : far);
        labeller.Observe(Knob, 0, 0, far, 0.06, 0);
        Rest(labeller, Knob, rest, far);
        Assert.Equal(outcome, labeller.Label().Outcome);
        Assert.Equal(opening, labeller.Label().Opening);
    }

    [Fact]
    public void ADrawerThatOpensUntouchedByAnyPartWasNotOpenedByOne()
    {
        var labeller = Started();
        Slide(labeller, Brush, 30, 0, 0.09);
        Rest(labeller, Knob, 30, 0.09); // too late
        Assert.Equal(DrawerOutcome.Slip, labeller.Label().Outcome);
    }

    [Theory]
    [InlineData(0.019, 60, DrawerOutcome.Bar)]
    [InlineData(0.021, 19, DrawerOutcome.Bar)]
    [InlineData(0.021, 20, DrawerOutcome.Push)]
    public void ACabinetOffItsPlaceIsPushedWhateverTheDrawerDoes(double moved, int substeps, DrawerOutcome outcome)
    {
        var labeller = Started();
        Slide(labeller, Bar, 30, 0, 0.09);
        Rest(labeller, Bar, 40, 0.09);
        Rest(labeller, Bar, substeps, 0.09, moved);
        Assert.Equal(outcome, labeller.Label().Outcome);
    }

    [Theory]
    [InlineData(71, Pace.Fast)]
    [InlineData(72, Pace.Slow)]
    public void SpeedIsTheTimeOfTheWayAfterTheLowestPoint(int substeps, Pace speed)
    {
        var labeller = Started();
        for (int i = 0; i < 100; i++) labeller.Observe(None, 0, 0, 0, 0.3 - 0.002 * i, 0.2); // coming down does not count
        for (int i = 0; i < substeps; i++) labeller.Observe(None, 0, 0, 0, 0.102, 0.03);
        for (int i = 0; i < 100; i++) labeller.Observe(None, 0, 0, 0, 0.102, 0.02); // nor does rest
        Assert.Equal(speed, labeller.Label().Speed);
    }

    [Fact]
    public void ASavedLabellerContinuesAsTheOneItWasSavedFrom()
    {
        var seen = new HashSet<DrawerOutcome>();
        Gen.Select(Gen.ULong, Gen.Int[0, 150]).Sample((seed, split) =>
        {
            DrawerLabeller whole = Started(), other = Started(0.3);
            var episode = Stretches(new(seed)).ToArray();
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
        Assert.Equal(Enum.GetValues<DrawerOutcome>(), seen.Order());
    }

    /// <summary>An episode of stretches: contact, speed of the drawer and place hold for some substeps; one in six has no contact.</summary>
    private static IEnumerable<Action<DrawerLabeller>> Stretches(SeedStream stream)
    {
        bool never = stream.Next(6) == 0, pushed = stream.Next(4) == 0;
        double open = 0;
        for (int i = 0; i < 8; i++)
        {
            var contact = never || stream.Next(4) == 0 ? None : new DrawerContact(
                true, stream.Next(3) == 0, stream.Next(3) == 0, stream.Next(3) == 0);
            double slide = never || stream.Next(2) == 0 ? 0 : stream.Uniform(0, 0.0015), moved = pushed ? 0.03 : 0.001;
            double tool = stream.Uniform(0, 0.3), speed = stream.Uniform(0, 0.1);
            for (int k = stream.Next(40); k >= 0; k--)
            {
                double at = open += slide;
                yield return l => l.Observe(contact, moved, 0, at, tool, speed);
            }
        }
    }

    private static byte[] Saved(DrawerLabeller labeller)
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        labeller.Save(writer);
        return memory.ToArray();
    }

    private static DrawerLabeller Started(double x = 0)
    {
        var labeller = new DrawerLabeller();
        labeller.Start(x, 0, 0);
        return labeller;
    }

    private static void Rest(DrawerLabeller labeller, DrawerContact contact, int substeps, double opening, double moved = 0)
    {
        for (int i = 0; i < substeps; i++) labeller.Observe(contact, moved, 0, opening, 0.06, 0);
    }

    private static void Slide(DrawerLabeller labeller, DrawerContact contact, int substeps, double from, double to)
    {
        for (int i = 1; i <= substeps; i++) labeller.Observe(contact, 0, 0, from + (to - from) * i / substeps, 0.06, 0);
    }
}
