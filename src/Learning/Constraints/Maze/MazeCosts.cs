using Forewarn.Core;
using Forewarn.Learning.Constraints.Inverse;

namespace Forewarn.Learning.Constraints.Maze;

/// <summary>A learned constraint over the cells of a field.</summary>
public static class MazeCosts
{
    /// <summary>A cell with a higher mean cost counts as forbidden.</summary>
    public const double Forbidden = 0.5;

    /// <summary>Mean cost over random places in every cell, <c>[N N]</c>.</summary>
    /// <param name="places">Per cell.</param>
    public static double[] Of(ConstraintModel constraint, MazeField field, int places, SeedStream seed)
    {
        int cells = field.Size * field.Size;
        float[] states = new float[2 * places * cells], raw = new float[places * cells];
        for (int i = 0; i < raw.Length; i++) field.Draw(i / places, states.AsSpan(2 * i, 2), seed);
        constraint.Raw(states, raw);
        return [.. Enumerable.Range(0, cells).Select(c => Enumerable.Range(c * places, places).Average(i => constraint.Cost(raw[i])))];
    }

    /// <summary>Intersection over union of the forbidden cells with the walls.</summary>
    /// <param name="costs"><c>[N N]</c>.</param>
    public static double Overlap(ReadOnlySpan<double> costs, MazeField field)
    {
        int both = 0, either = 0;
        for (int c = 0; c < costs.Length; c++)
        {
            bool called = costs[c] > Forbidden, wall = field.IsWall(c);
            if (called && wall) both++;
            if (called || wall) either++;
        }
        return either == 0 ? 1 : (double)both / either;
    }

    /// <summary>Number of forbidden cells.</summary>
    public static int Count(ReadOnlySpan<double> costs)
    {
        int count = 0;
        foreach (double cost in costs) count += cost > Forbidden ? 1 : 0;
        return count;
    }
}
