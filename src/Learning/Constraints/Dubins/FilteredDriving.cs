using Forewarn.Core;
using Forewarn.Learning.Imitation;

namespace Forewarn.Learning.Constraints.Dubins;

/// <summary>
/// Episodes side by side under a least restrictive filter: the wished turn passes where the state that it leads to is free, otherwise the freest of
/// full right, straight and full left is taken. With the tube's own value that is an expert; with a learned constraint, a learner.
/// </summary>
/// <param name="Forbidden">What may not be entered.</param>
internal sealed record FilteredDriving(DubinsWorld World, Forbidding Forbidden)
{
    private static readonly double[] Turns = [-1, 0, 1];

    /// <summary>Experts: the exact value, with their clearance.</summary>
    public static FilteredDriving Expert(DubinsWorld world) => By(world, world.Value, world.Clearance);

    /// <summary>The exact tube without a clearance.</summary>
    public static FilteredDriving Tube(DubinsWorld world) => By(world, world.Value, 0);

    /// <summary>The failure set alone.</summary>
    public static FilteredDriving FailureSet(DubinsWorld world) => By(world, world.Margin, 0);

    /// <summary>Plays episodes of one task.</summary>
    /// <returns>States with the wish behind them, <c>[T, 4]</c>, and turns <c>[T, 1]</c>.</returns>
    public TransitionSet Run(WishedTurns wishes, int episodes, SeedStream seed)
    {
        var cars = new Car[episodes];
        for (int e = 0; e < episodes; e++)
        {
            cars[e] = new(seed.Child("episode", e));
            World.Start(cars[e].State, cars[e].Seed);
            cars[e].Wish(wishes);
        }
        var active = new List<Car>(cars);
        double[] next = new double[3 * episodes * (1 + Turns.Length)], excess = new double[episodes * (1 + Turns.Length)];
        for (int t = 0; t < DubinsWorld.Steps && active.Count > 0; t++)
        {
            int options = 1 + Turns.Length, count = active.Count * options;
            for (int e = 0; e < active.Count; e++)
                for (int c = 0; c < options; c++)
                    World.Step(active[e].State, c == 0 ? active[e].Wished : Turns[c - 1], next.AsSpan(3 * (e * options + c), 3));
            Forbidden(next.AsSpan(0, 3 * count), excess.AsSpan(0, count));
            for (int e = 0; e < active.Count; e++)
            {
                int best = Choice(excess.AsSpan(e * options, options));
                active[e].Go(best == 0 ? active[e].Wished : Turns[best - 1], next.AsSpan(3 * (e * options + best), 3), wishes);
            }
            active.RemoveAll(car => DubinsWorld.HasLeft(car.State));
        }
        return Gathered(cars);
    }

    /// <summary>Share of all steps that end in the failure set.</summary>
    public double FailureShare(TransitionSet played)
    {
        int failed = 0;
        for (int i = 0; i < played.Count; i++)
        {
            var p = played.NextStates.Slice(4 * i, 3);
            if (World.Margin([p[0], p[1], p[2]]) <= 0) failed++;
        }
        return (double)failed / played.Count;
    }

    private static FilteredDriving By(DubinsWorld world, Func<ReadOnlySpan<double>, double> value, double clearance) => new(world, (states, excess) =>
    {
        for (int b = 0; b < excess.Length; b++) excess[b] = clearance - value(states.Slice(3 * b, 3));
    });

    private static int Choice(ReadOnlySpan<double> excess)
    {
        if (!(excess[0] > 0)) return 0;
        int best = 0;
        for (int c = 1; c < excess.Length; c++)
            if (excess[c] < excess[best]) best = c;
        return best;
    }

    private static TransitionSet Gathered(Car[] cars)
    {
        int rows = cars.Sum(c => c.Turns.Count);
        float[] continues = new float[rows], rewards = [.. cars.SelectMany(c => c.Rewards)];
        Array.Fill(continues, 1);
        var starts = new int[cars.Length];
        for (int e = 0, row = 0; e < cars.Length; row += cars[e++].Turns.Count) starts[e] = row;
        return new(4, 1, [.. cars.SelectMany(c => c.States)], [.. cars.SelectMany(c => c.Turns)], [.. cars.SelectMany(c => c.NextStates)], rewards,
            continues, starts, []);
    }

    /// <summary>One episode and what it left.</summary>
    private sealed class Car(SeedStream seed)
    {
        private int _left;

        public SeedStream Seed => seed;

        public double[] State { get; } = new double[3];

        public double Wished { get; private set; }

        public List<float> States { get; } = [];

        public List<float> NextStates { get; } = [];

        public List<float> Turns { get; } = [];

        public List<float> Rewards { get; } = [];

        public void Wish(WishedTurns wishes) => (Wished, _left) = wishes.Next(seed);

        public void Go(double turn, ReadOnlySpan<double> to, WishedTurns wishes)
        {
            Keep(States);
            Turns.Add((float)turn);
            Rewards.Add((float)-((turn - Wished) * (turn - Wished)));
            to.CopyTo(State);
            if (--_left <= 0) Wish(wishes);
            Keep(NextStates);
        }

        private void Keep(List<float> states)
        {
            foreach (double v in State) states.Add((float)v);
            states.Add((float)Wished);
        }
    }
}
