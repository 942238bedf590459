namespace Forewarn.Reachability.Systems;

/// <summary>
/// A car on a lattice of 33 x 33 cells and 32 headings: it turns by 0 or by plus or minus <see cref="Turn"/> headings, then moves by (2 cos, 2 sin) of the
/// new heading, rounded to cells. The failure set is a disc of radius 4 cells in the middle; whoever leaves the lattice is safe.
/// Small enough that everything about it is counted, not estimated.
/// </summary>
/// <param name="Turn">Headings per step: 1 is sluggish, 3 agile.</param>
public sealed record LatticeCar(int Turn)
{
    public const int Size = 33, Headings = 32, Radius = 4, Center = 16;

    /// <summary>Number of states.</summary>
    public const int States = Size * Size * Headings;

    /// <summary>Turns of every action, in headings.</summary>
    public IReadOnlyList<int> Actions { get; } = [-Turn, 0, Turn];

    public static LatticeCar Sluggish { get; } = new(1);

    public static LatticeCar Agile { get; } = new(3);

    public static int StateOf(int x, int y, int heading) => (x * Size + y) * Headings + heading;

    public static bool IsFailure(int state)
    {
        int dx = state / Headings / Size - Center, dy = state / Headings % Size - Center;
        return dx * dx + dy * dy <= Radius * Radius;
    }

    /// <summary>The state after an action; -1 = has left the lattice.</summary>
    public int Next(int state, int action)
    {
        int heading = ((state % Headings + Actions[action]) % Headings + Headings) % Headings;
        double angle = 2 * Math.PI * heading / Headings;
        int x = state / Headings / Size + (int)Math.Round(2 * Math.Cos(angle)), y = state / Headings % Size + (int)Math.Round(2 * Math.Sin(angle));
        return x is < 0 or >= Size || y is < 0 or >= Size ? -1 : StateOf(x, y, heading);
    }

    /// <summary>Every state from which failure is inevitable, <c>[States]</c>: the least fixed point of "failed, or every action leads there".</summary>
    public bool[] Tube()
    {
        bool[] lost = [.. Enumerable.Range(0, States).Select(IsFailure)];
        for (bool grown = true; grown;)
        {
            grown = false;
            for (int s = 0; s < States; s++)
            {
                if (lost[s] || Enumerable.Range(0, Actions.Count).Any(a => Next(s, a) is var n && (n < 0 || !lost[n]))) continue;
                grown = lost[s] = true;
            }
        }
        return lost;
    }
}
