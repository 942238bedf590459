using Forewarn.Core;
using Forewarn.Simulation.Worlds;

namespace Forewarn.Simulation.Tests.Worlds;

public sealed class DoorwayWorldTests
{
    private readonly DoorwayWorld _world = new();

    [Fact]
    public void Equal_seeds_give_equal_episodes_whatever_was_played_before()
    {
        Assert.Equal(Trace(3), Trace(3));
        Trace(4);
        var again = new DoorwayWorld();
        Assert.Equal(Trace(3), Trace(3, again));
        Assert.NotEqual(Trace(3), Trace(4));
    }

    /// <summary>Whatever they are told: no overlap of robots or with the wall, no speed above the limit, and only one in the door at a time.</summary>
    [Fact]
    public void Robots_neither_overlap_nor_speed_nor_pass_one_another_in_the_door()
    {
        var options = _world.Options;
        double nearest = double.MaxValue, fastest = 0, deepest = double.MaxValue;
        for (int n = 0; n < 100; n++)
        {
            var seed = new SeedStream((ulong)n);
            _world.Reset(seed);
            (double X, double Y)[] last = [_world.Position(0), _world.Position(1)];
            bool crossed = false;
            _world.Stepped = () =>
            {
                (double X, double Y)[] now = [_world.Position(0), _world.Position(1)];
                if (!_world.Situation.Through(0) || !_world.Situation.Through(1)) nearest = Math.Min(nearest, Distance(now[0], now[1]));
                for (int i = 0; i < 2; i++)
                {
                    fastest = Math.Max(fastest, Distance(now[i], last[i]) / options.TimeStep);
                    deepest = Math.Min(deepest, WallDistance(now[i], options));
                }
                // In the opening itself they cannot have changed sides.
                crossed |= Math.Abs(now[0].X) < 0.3 && Math.Abs(now[1].X) < 0.3 && now[0].X > now[1].X;
                last = now;
            };
            for (int h = 0; h < 12; h++) _world.Decide((DoorwayMode)seed.Next(2), (DoorwayMode)seed.Next(2));
            Assert.False(crossed);
        }
        Assert.InRange(nearest, 2 * options.Radius - 0.02, 2 * options.Radius);
        Assert.True(deepest > options.Radius - 0.01, $"{deepest} m from the wall");
        // Pushing apart moves them a little beyond what they drive.
        Assert.InRange(fastest, 0.5 * options.Speed, 2 * options.Speed);
    }

    [Fact]
    public void Taking_turns_brings_both_through_and_costs_the_second_its_wait()
    {
        for (int n = 0; n < 50; n++)
        {
            _world.Reset(new SeedStream((ulong)n));
            int holder = _world.Token, other = 1 - holder;
            double[] total = Play(12, () => _world.Situation.Through(holder) ? (DoorwayMode.Go, DoorwayMode.Go)
                : holder == 0 ? (DoorwayMode.Go, DoorwayMode.Wait) : (DoorwayMode.Wait, DoorwayMode.Go));
            Assert.Equal(DoorwaySituation.Done, _world.Situation.Index);
            Assert.Equal(0, _world.Contact);
            Assert.InRange(-total[holder], 2.5, 4);
            Assert.InRange(-total[other], 5, 10);
        }
    }

    [Fact]
    public void Two_that_insist_block_one_another_to_the_end()
    {
        _world.Reset(new SeedStream(1));
        double[] total = Play(12, () => (DoorwayMode.Go, DoorwayMode.Go));
        Assert.False(_world.Situation.Through(0) || _world.Situation.Through(1));
        Assert.True(_world.Situation.Barged);
        Assert.True(_world.Contact > 9, $"{_world.Contact} s");
        Assert.Equal(12 + _world.Contact, -total[0], 1e-9);
        Assert.Equal(total[0], total[1], 1e-9);
    }

    [Fact]
    public void Whoever_waits_never_barges()
    {
        for (int n = 0; n < 50; n++)
        {
            _world.Reset(new SeedStream((ulong)n));
            for (int h = 0; h < 12; h++)
            {
                _world.Decide(DoorwayMode.Wait, DoorwayMode.Wait);
                Assert.False(_world.Situation.Barged);
            }
            Assert.Equal((DoorwayZone.Bay, DoorwayZone.Bay), (_world.Situation.Zone0, _world.Situation.Zone1));
        }
    }

    [Fact]
    public void The_world_is_the_same_for_both_robots()
    {
        var still = new DoorwayWorld(new DoorwayOptions { Noise = 0, StartSpread = 0 });
        still.Reset(new SeedStream(1));
        still.Decide(DoorwayMode.Go, DoorwayMode.Wait);
        var first = still.Position(0);
        still.Reset(new SeedStream(1));
        still.Decide(DoorwayMode.Wait, DoorwayMode.Go);
        var second = still.Position(1);
        Assert.Equal(first.X, -second.X, 1e-12);
        Assert.Equal(first.Y, -second.Y, 1e-12);
    }

    [Fact]
    public void Situations_are_numbered_both_ways_and_have_names_of_their_own()
    {
        var all = Enumerable.Range(0, DoorwaySituation.Count).Select(DoorwaySituation.At).ToArray();
        Assert.Equal(Enumerable.Range(0, DoorwaySituation.Count), all.Select(s => s.Index));
        Assert.Equal(all.Length, all.Select(s => s.ToString()).Distinct().Count());
        Assert.Throws<ForewarnException>(() => DoorwaySituation.At(DoorwaySituation.Count));
    }

    [Theory]
    [InlineData("door_width")]
    [InlineData("radius")]
    [InlineData("noise")]
    public void Options_out_of_range_are_refused(string key)
    {
        DoorwayOptions options = key switch
        {
            "door_width" => new() { DoorWidth = 1.5 }, "radius" => new() { Radius = 0 }, _ => new() { Noise = double.NaN },
        };
        var fault = Assert.Throws<ForewarnException>(() => new DoorwayWorld(options));
        Assert.StartsWith(key, fault.Message);
    }

    private double[] Play(int horizon, Func<(DoorwayMode, DoorwayMode)> modes)
    {
        double[] total = [0, 0];
        for (int h = 0; h < horizon; h++)
        {
            var (first, second) = modes();
            var rewards = _world.Decide(first, second);
            for (int i = 0; i < 2; i++) total[i] += rewards[i];
        }
        return total;
    }

    private List<(double, double)> Trace(int seed, DoorwayWorld? world = null)
    {
        world ??= _world;
        var places = new List<(double, double)>();
        world.Reset(new SeedStream((ulong)seed));
        world.Stepped = () => places.AddRange([world.Position(0), world.Position(1)]);
        for (int h = 0; h < 6; h++) world.Decide(DoorwayMode.Go, (DoorwayMode)(h % 2));
        world.Stepped = null;
        return places;
    }

    private static double Distance((double X, double Y) a, (double X, double Y) b) =>
        Math.Sqrt((a.X - b.X) * (a.X - b.X) + (a.Y - b.Y) * (a.Y - b.Y));

    private static double WallDistance((double X, double Y) place, DoorwayOptions options)
    {
        double dx = Math.Max(Math.Abs(place.X) - options.WallThickness / 2, 0), dy = Math.Max(options.DoorWidth / 2 - Math.Abs(place.Y), 0);
        return Math.Sqrt(dx * dx + dy * dy);
    }
}
