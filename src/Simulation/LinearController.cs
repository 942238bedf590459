using Forewarn.Core;

namespace Forewarn.Simulation;

/// <summary><c>a = clamp(-K s, -1, 1)</c>.</summary>
/// <param name="gains">K in units of actions per state, <c>[A, S]</c>.</param>
public sealed class LinearController(double[,] gains) : IController
{
    /// <exception cref="ForewarnException">State or action of another width.</exception>
    public void Act(ReadOnlySpan<double> state, Span<float> action)
    {
        int rows = gains.GetLength(0), columns = gains.GetLength(1);
        if (state.Length != columns) Shape.Require("state", state.Length, ("S", columns));
        if (action.Length != rows) Shape.Require("action", action.Length, ("A", rows));
        for (int a = 0; a < rows; a++)
        {
            double sum = 0;
            for (int c = 0; c < columns; c++) sum -= gains[a, c] * state[c];
            action[a] = (float)Math.Clamp(sum, -1, 1);
        }
    }
}
