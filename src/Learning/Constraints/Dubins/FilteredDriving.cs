using Forewarn.Core;
using Forewarn.Learning.Imitation;

namespace Forewarn.Learning.Constraints.Dubins;

/// <summary>
/// Episodes side by side under a least restrictive filter: the wished turn passes where the state that it leads to is free, otherwise full right,
/// straight or full left is taken, whichever looks freest. With the tube's own value that is an expert; with a learned constraint, a learner.
/// </summary>
/// <param name="Forbidden">What may not be entered.</param>
internal sealed record FilteredDriving(DubinsWorld World, Forbidding Forbidden)
{
    private static readonly double[] Turns = [-1, 0, 1];

    /// <summary>Steps that an evasive turn is looked ahead: 0.6 s.</summary>
    private const int Outlook = 12;

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
        for (int t = 0; t < DubinsWorld.Steps && active.Count > 0; t++)
        {
            if (Drive(active, wishes) is { Count: > 0 } blocked) Evade(blocked, wishes);
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

    /// <summary>Lets every car do as wished that may.</summary>
    /// <returns>Those that may not.</returns>
    private List<Car> Drive(List<Car> cars, WishedTurns wishes)
    {
        double[] next = new double[3 * cars.Count], excess = new double[cars.Count];
        for (int e = 0; e < cars.Count; e++) World.Step(cars[e].State, cars[e].Wished, next.AsSpan(3 * e, 3));
        Forbidden(next, excess);
        var blocked = new List<Car>();
        for (int e = 0; e < cars.Count; e++)
            if (excess[e] > 0) blocked.Add(cars[e]);
            else cars[e].Go(cars[e].Wished, next.AsSpan(3 * e, 3), wishes);
        return blocked;
    }

    /// <summary>
    /// Takes the turn that, held for a while, stays least in what is forbidden. One step would do for the tube's value; a learned one is flat where it is
    /// sure, and says nothing about which way is out.
    /// </summary>
    private void Evade(List<Car> cars, WishedTurns wishes)
    {
        int rows = cars.Count * Turns.Length * Outlook;
        double[] next = new double[3 * rows], excess = new double[rows];
        for (int row = 0; row < rows; row++)
            World.Step(row % Outlook == 0 ? cars[row / Outlook / Turns.Length].State : next.AsSpan(3 * (row - 1), 3), Turns[row / Outlook % Turns.Length],
                next.AsSpan(3 * row, 3));
        Forbidden(next, excess);
        for (int e = 0; e < cars.Count; e++)
        {
            int best = 0;
            var least = (Sum: double.PositiveInfinity, First: double.PositiveInfinity);
            for (int c = 0; c < Turns.Length; c++)
            {
                int from = (e * Turns.Length + c) * Outlook;
                double sum = 0;
                for (int t = 0; t < Outlook; t++) sum += Math.Max(0, excess[from + t]);
                if ((sum, excess[from]).CompareTo(least) < 0) (best, least) = (c, (sum, excess[from]));
            }
            cars[e].Go(Turns[best], next.AsSpan(3 * (e * Turns.Length + best) * Outlook, 3), wishes);
        }
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
