using Forewarn.Simulation.Tasks.Control.Linear;

namespace Forewarn.Simulation.Misspecification;

/// <summary>Least squares of actions on states and a constant.</summary>
internal static class AffineFit
{
    // Against columns that do not vary; relative to the mean square of the others, which is 1.
    private const double Ridge = 1e-9;

    /// <param name="states">Standardized, <c>[N, S]</c>.</param>
    /// <returns>Euclidean residual of every row, <c>[N]</c>.</returns>
    public static double[] Residuals(ReadOnlySpan<double> states, int stateSize, ReadOnlySpan<float> actions, int count, int width)
    {
        Core.Shape.Require("actions", actions.Length, ("N", count), ("A", width));
        int columns = stateSize + 1;
        double[,] moments = new double[columns, columns], targets = new double[columns, width];
        var row = new double[columns];
        row[stateSize] = 1;
        for (int i = 0; i < count; i++)
        {
            states.Slice(i * stateSize, stateSize).CopyTo(row);
            for (int a = 0; a < columns; a++)
            {
                for (int b = 0; b < columns; b++) moments[a, b] += row[a] * row[b] / count;
                for (int b = 0; b < width; b++) targets[a, b] += row[a] * actions[i * width + b] / count;
            }
        }
        for (int a = 0; a < columns; a++) moments[a, a] += Ridge;
        var weights = Dense.Solve(moments, targets);
        var residuals = new double[count];
        for (int i = 0; i < count; i++)
        {
            states.Slice(i * stateSize, stateSize).CopyTo(row);
            double squares = 0;
            for (int b = 0; b < width; b++)
            {
                double left = actions[i * width + b];
                for (int a = 0; a < columns; a++) left -= row[a] * weights[a, b];
                squares += left * left;
            }
            residuals[i] = Math.Sqrt(squares);
        }
        return residuals;
    }
}
